"""What a page of ours may load, and what browsers are told besides."""

from typing import Any

from csp.constants import NONE, SELF

CSP: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

HEADERS = {
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), serial=(), usb=(), "
        "browsing-topics=(), display-capture=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}

# For the one page that asks for a camera: its own, nobody else's.
WITH_CAMERA = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
