"""A wedge scanner at the keyboard: real keys, four milliseconds apart by their own clock.

The browser's clock of each key is handed in, so that a busy machine makes no slow scanner.
"""

import time

from playwright.sync_api import Page

PACE = 0.004
_HAND = 150  # milliseconds: no hand presses a key so soon after a scan
_SHIFT, _CONTROL = 8, 2
_NAMED = {
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "Control+j": {
        "key": "j",
        "code": "KeyJ",
        "windowsVirtualKeyCode": 74,
        "modifiers": _CONTROL,
    },
    "Escape": {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27},
    "Space": {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
    "F2": {"key": "F2", "code": "F2", "windowsVirtualKeyCode": 113},
    "F8": {"key": "F8", "code": "F8", "windowsVirtualKeyCode": 119},
}


def wedge(page: Page, keys: list[str], pace: float = PACE) -> None:
    """Type `keys`: single characters, or names of the table."""
    session = page.context.new_cdp_session(page)
    at = time.time()
    for name in keys:
        key = _NAMED.get(name) or _character(name)
        kind = "keyDown" if "text" in key else "rawKeyDown"
        session.send("Input.dispatchKeyEvent", {"type": kind, "timestamp": at, **key})
        up = {name: value for name, value in key.items() if name != "text"}
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at + pace / 2, **up})
        at += pace
    session.detach()
    page.wait_for_timeout(max(0.0, at - time.time()) * 1000 + _HAND)  # then a hand comes


def burst(page: Page, zone: str, suffix: str) -> None:
    """A whole document: each line, then its suffix."""
    wedge(page, [key for line in zone.split("\n") for key in (*line, suffix)])


def _character(character: str) -> dict[str, object]:
    """As a US layout has it; the filler stands over the comma."""
    code = f"Key{character.upper()}" if character.isalpha() else f"Digit{character}"
    shifted = character.isupper() or character == "<"
    return {
        "key": character,
        "text": character,
        "code": "Comma" if character == "<" else code,
        "windowsVirtualKeyCode": 188 if character == "<" else ord(character.upper()),
        "modifiers": _SHIFT if shifted else 0,
    }
