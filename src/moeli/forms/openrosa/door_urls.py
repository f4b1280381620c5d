"""Addresses of the door for phones: the same by Digest, and under the token of a phone."""

from django.urls import URLPattern, path, re_path

from moeli.forms.openrosa.views import door


def _under(begin: str) -> list[URLPattern]:
    return [
        path(f"{begin}formList", door.form_list, name="phone_form_list"),
        path(f"{begin}forms/<uuid:edition_id>.xml", door.form, name="phone_form"),
        path(f"{begin}forms/<uuid:edition_id>/manifest", door.manifest, name="phone_manifest"),
        path(f"{begin}forms/<uuid:edition_id>/files/<str:name>", door.file, name="phone_file"),
        path(f"{begin}submission", door.submission, name="phone_submission"),
    ]


urlpatterns = [
    *_under(""),
    *_under("key/<str:key>/"),
    re_path("", door.nothing_here, name="phone_nothing"),
]
