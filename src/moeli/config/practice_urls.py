"""Which address leads into which room of the practice desk.

All that a live site has, but for what would carry something out of it or ask for a proof.
"""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from moeli.config import urls as live

_LIVE: Any = live.urlpatterns
_LIVE_ONLY = {
    "moeli.forms.openrosa.door_urls",
    "moeli.forms.openrosa.urls",
    "moeli.network.urls",
    "moeli.platform.access.urls",
    "moeli.practice.door_urls",
}


def _is_live_only(each: URLPattern | URLResolver) -> bool:
    if isinstance(each, URLPattern):
        return each.name == "home"
    return getattr(each.urlconf_name, "__name__", "") in _LIVE_ONLY


urlpatterns = [
    path("", include("moeli.practice.urls")),
    *(each for each in _LIVE if not _is_live_only(each)),
]

handler400 = live.handler400
handler403 = live.handler403
handler404 = live.handler404
handler500 = live.handler500
