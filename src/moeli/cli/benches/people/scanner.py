"""A wedge scanner at the browser: real keys at its own pace, which waits for no answer to any.

A driver that waits until the browser has handled one key before it presses the next is slower than
any scanner, and by how much depends on the driver. Here each key is sent when the scanner's clock
says so; what the browser needs for it still counts, since the page answers after the last one.
"""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_KEY_EVENT = "Input.dispatchKeyEvent"
_SHIFT = 8
_ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}


def scan(page: "Page", lines: str, pace: float) -> None:
    """Type the lines, Enter after each, `pace` seconds from key to key; all keys were handled."""
    session = page.context.new_cdp_session(page)
    send = session._impl_obj.send  # what the blocking `send` itself calls, one at a time

    async def sent() -> None:
        clock = asyncio.get_running_loop().time
        began, sending = clock(), []
        for number, key in enumerate(_keys(lines)):
            await asyncio.sleep(max(0.0, began + number * pace - clock()))
            sending += [
                asyncio.ensure_future(send(method=_KEY_EVENT, params=event, timeout=None))
                for event in _pressed(key)
            ]
        await asyncio.gather(*sending)

    session._sync(sent())
    session.detach()


def _keys(lines: str) -> Iterator[dict[str, Any]]:
    for line in lines.split("\n"):
        yield from map(_character, line)
        yield _ENTER


def _pressed(key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"type": "keyDown", **key}
    yield {"type": "keyUp", **{name: value for name, value in key.items() if name != "text"}}


def _character(character: str) -> dict[str, Any]:
    """As a US layout has it; the filler stands over the comma."""
    letter = f"Key{character}" if character.isalpha() else f"Digit{character}"
    filler = character == "<"
    return {
        "key": character,
        "text": character,
        "code": "Comma" if filler else letter,
        "windowsVirtualKeyCode": 188 if filler else ord(character),
        "modifiers": _SHIFT if filler or character.isalpha() else 0,
    }
