"""Addresses of the room."""

from django.urls import path

from moeli.ports.views import closing, look, rosters

urlpatterns = [
    path("", look.ports, name="ports"),
    path("<slug:place>/", look.port, name="port"),
    path("<slug:place>/close/", closing.close, name="port_close"),
    path("<slug:place>/reopen/", closing.reopen, name="port_reopen"),
    path("<slug:place>/roster/", rosters.roster, name="port_roster"),
    path("<slug:place>/roster/<uuid:line_id>/off/", rosters.off, name="roster_off"),
]
