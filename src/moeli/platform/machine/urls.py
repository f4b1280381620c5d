"""Addresses of devices."""

from django.urls import path

from moeli.platform.machine.views import devices, lending

urlpatterns = [
    path("", devices.look, name="devices"),
    path("<uuid:device_id>/token/", devices.replace, name="device_token"),
    path("<uuid:device_id>/revoke/", devices.revoke, name="device_revoke"),
    path("at-the-desk/", lending.look, name="device_lend"),
    path("at-the-desk/<uuid:device_id>/", lending.lend, name="device_lend_to"),
    path("at-the-desk/<uuid:delegation_id>/end/", lending.end, name="device_lend_end"),
]
