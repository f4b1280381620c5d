"""Addresses of publications."""

from django.urls import path

from moeli.platform.publications.views import channels, staged, version

urlpatterns = [
    path("", channels.channels, name="publications"),
    path("to-acknowledge/", channels.to_acknowledge, name="publications_to_acknowledge"),
    path("channels/<str:channel>/", channels.channel, name="publication_channel"),
    path("channels/<str:channel>/upload/", staged.upload, name="publication_upload"),
    path("uploads/<uuid:staged_id>/", staged.look, name="publication_staged"),
    path("uploads/<uuid:staged_id>/ask/", staged.ask, name="publication_ask"),
    path(
        "uploads/<uuid:staged_id>/publish/<uuid:approval_id>/",
        staged.publish,
        name="publication_publish",
    ),
    path("uploads/<uuid:staged_id>/discard/", staged.discard, name="publication_discard"),
    path("versions/<uuid:version_id>/", version.look, name="publication_version"),
    path("versions/<uuid:version_id>/file/", version.file, name="publication_file"),
    path("versions/<uuid:version_id>/know/", version.acknowledge, name="publication_acknowledge"),
    path("versions/<uuid:version_id>/back/", version.back, name="publication_back"),
]
