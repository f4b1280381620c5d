"""The room's entry in Django's list."""

from django.apps import AppConfig
from django.conf.locale import LANG_INFO

LANG_INFO.setdefault(
    "st", {"bidi": False, "code": "st", "name": "Southern Sotho", "name_local": "Sesotho"}
)


class UiConfig(AppConfig):
    """Pages and their parts."""

    name = "moeli.platform.ui"
    label = "moeli_ui"
