"""The settings of ODK Collect as its QR code holds them: JSON, by zlib, in base 64. Pure."""

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any

_COLOUR = "#00209F"


def settings(server: str, username: str = "", password: str = "") -> Mapping[str, Any]:
    """What the phone is told; a setting that is left out is set to the app's own default.

    Answers are sent as soon as there is a network and then deleted from the phone; forms follow
    the server exactly. The person cannot change the server, or look at what was sent.
    """
    general: dict[str, Any] = {
        "protocol": "odk_default",
        "server_url": server,
        "form_update_mode": "match_exactly",
        "autosend": "wifi_and_cellular",
        "delete_send": True,
        "analytics": False,
    }
    if username:
        general |= {"username": username, "password": password}
    admin = {"change_server": False, "view_sent": False}
    return {
        "general": general,
        "admin": admin,
        "project": {"name": "Moeli", "icon": "M", "color": _COLOUR},
    }


def packed(told: Mapping[str, Any]) -> str:
    """The text of the QR code."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()
