"""Addresses of those who look after phones. None holds a name, a secret or an answer."""

from django.urls import path

from moeli.forms.openrosa.views import aside, files, phones

urlpatterns = [
    path("", phones.look, name="phones"),
    path("<uuid:phone_id>/revoke/", phones.revoke, name="phone_revoke"),
    path("set-aside/", aside.look, name="set_aside"),
    path("set-aside/<uuid:submission_id>/", aside.one, name="set_aside_one"),
    path("runs/<uuid:run_id>/", files.look, name="run_files"),
    path("runs/<uuid:run_id>/files/<uuid:blob_id>/", files.one, name="run_file"),
]
