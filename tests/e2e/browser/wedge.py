"""A wedge scanner at the keyboard: real keys, four milliseconds apart by their own clock.

The browser's clock of each key is handed in, so that a busy machine makes no slow scanner. That
clock may run ahead of the page's: a hand comes when the page's own has passed the last key.
"""

import asyncio
import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

PACE = 0.004
_KEY_EVENT = "Input.dispatchKeyEvent"
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
_NOTE_THE_FIRST_KEY = """() => {
  const noted = (event) => { window.firstKey = event.timeStamp; };
  window.addEventListener("keyup", noted, { capture: true, once: true });
}"""
_UNTIL_A_HAND_COMES = """(took) => new Promise((come) => {
  setTimeout(come, window.firstKey + took - performance.now());
})"""
_HAND = 150  # milliseconds: no hand presses a key so soon after a scan


def wedge(page: Page, keys: list[str], pace: float = PACE) -> None:
    """Type `keys`, single characters or names of the table; then a hand may come."""
    page.evaluate(_NOTE_THE_FIRST_KEY)
    _typed(page, keys, pace)
    page.evaluate(_UNTIL_A_HAND_COMES, len(keys) * pace * 1000 + _HAND)


def burst(page: Page, zone: str, suffix: str) -> None:
    """A whole document that the page keeps: each line, then its suffix."""
    wedge(page, _document(zone, suffix))


def starved(page: Page, zone: str, until: Callable[[], object]) -> None:
    """A whole document whose second half the page gets late, after `until`, though it was typed."""
    keys, began = _document(zone, "Enter"), time.time()
    half = len(keys) // 2
    _typed(page, keys[:half], PACE, began)
    until()
    _typed(page, keys[half:], PACE, began + half * PACE)


def scan_to(address: str, page: Page, zone: str, suffix: str = "Enter", pace: float = PACE) -> None:
    """A whole document that leads to a new page at `address`, a pattern."""
    with page.expect_navigation(url=address):
        _typed(page, _document(zone, suffix), pace)
    page.wait_for_load_state()


def scan(page: Page, zone: str) -> None:
    """A whole document into the box of the desk, which opens its inspection."""
    page.wait_for_load_state()
    expect(page.locator("#zone")).to_be_focused()
    scan_to("**/inspections/**", page, zone)


def _document(zone: str, suffix: str) -> list[str]:
    return [key for line in zone.split("\n") for key in (*line, suffix)]


def _typed(page: Page, keys: list[str], pace: float, at: float | None = None) -> None:
    """All keys at once, as one queue: to wait for each costs four times the processor's time."""
    session = page.context.new_cdp_session(page)
    events = list(_events(keys, pace, at or time.time()))

    async def sent() -> None:
        send = session._impl_obj.send  # what the blocking `send` itself calls, one at a time
        each = (send(method=_KEY_EVENT, params=event, timeout=None) for event in events)
        await asyncio.gather(*each)

    session._sync(sent())
    session.detach()


def _events(keys: list[str], pace: float, at: float) -> Iterator[dict[str, object]]:
    for name in keys:
        key = _NAMED.get(name) or _character(name)
        yield {"type": "keyDown" if "text" in key else "rawKeyDown", "timestamp": at, **key}
        up = {name: value for name, value in key.items() if name != "text"}
        yield {"type": "keyUp", "timestamp": at + pace / 2, **up}
        at += pace


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
