"""The keyboard and the scanner of the booth: they count what they press and time what answers."""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from moeli.cli.benches.people import scanner

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SCANNED_MS = 2  # between two characters of a scanner that types
_MOST_TABS = 60
_AFTER_SCAN_MS = 150  # no hand is so soon: the pages take what comes before for the scanner's
_HAND_MS = 60  # no hand is quicker; the pages take what is for a scanner


class Keyboard:
    """One run: `keys` are those of a person, `seconds` is how long the machine took.

    `scans` are the seconds of each scan among them, during which somebody may look at the holder.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.keys = 0
        self.seconds = 0.0
        self.scans: list[float] = []

    def press(self, key: str, until: Callable[[], object] | None = None) -> None:
        """One key; with `until`, the machine's time until that is so."""
        self.keys += 1
        self._timed(lambda: self.page.keyboard.press(key), until)

    def by_hand(self, *keys: str) -> None:
        """Keys so far apart that no page takes them for a scanner's; the pauses are the hand's."""
        for each in keys:
            self.page.wait_for_timeout(_HAND_MS)
            self.press(each)
        self.page.wait_for_timeout(_HAND_MS)

    def type(self, text: str) -> None:
        """Keys one after the other, such as a PIN."""
        for each in text:
            self.press(each)

    def scan(self, lines: str, until: Callable[[], object]) -> None:
        """As a scanner types, Enter after each line; the machine's time until that is so."""
        before = self.seconds
        self._timed(lambda: scanner.scan(self.page, lines, SCANNED_MS / 1000), until)
        self.scans.append(self.seconds - before)
        self.page.wait_for_timeout(_AFTER_SCAN_MS)

    def tab_to(self, target: "Locator") -> None:
        """Tab until the target has the focus. Raises LookupError when it never has."""
        for _ in range(_MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise LookupError("the keyboard does not reach it")

    def _timed(self, act: Callable[[], object], until: Callable[[], object] | None) -> None:
        began = perf_counter()
        act()
        if until:
            until()
        self.seconds += perf_counter() - began
