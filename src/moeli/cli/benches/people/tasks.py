"""The rows of the people budget: each a script of keys and scans, and what the hands do meanwhile.

A task is counted from the moment in which the first document lies on the reader, or the relieving
officer, her badge in her hand, presses the key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moeli.cli.benches.people.documents import (
    COMMUTERS,
    HOLDERS,
    LEARNERS,
    passengers,
    passport,
)
from moeli.cli.benches.people.keyboard import Keyboard
from moeli.cli.benches.people.keystrokes import LOOK
from moeli.cli.benches.people.surroundings import PINS, Booth

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEATS: Final = 60
STEP: Final = 100  # numbers that one run may use
_PEOPLE: Final = 5  # of a family
_BOX_HAS_FOCUS: Final = "document.activeElement?.hasAttribute('data-capture')"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run needs: the booth, a first number that no document had, the day, a folder."""

    booth: Booth
    number: int
    today: date
    folder: Path


@dataclass(frozen=True, slots=True)
class Task:
    """A row: `play` runs it once; `mind` are the operators besides the keys that `play` counts.

    `own` is how many people pass at their own pace, which nobody at the desk can shorten.
    """

    name: str
    budget: float
    most_keys: int | None
    mind: str
    play: Callable[[Run, Keyboard], None]
    starts_at: str = "/desk/"
    own: int = 0


def citizen(run: Run, keyboard: Keyboard) -> None:
    """Scan, look, one key."""
    page = run.booth.page
    page.wait_for_function(_BOX_HAS_FOCUS)  # nobody scans at a page that is not drawn yet
    keyboard.scan(passport(run.number, run.today), lambda: page.wait_for_url("**/inspections/**"))
    keyboard.press("F2", lambda: _box_waits(page, "**/desk/"))


def commuter(first: int, state: str) -> Callable[[Run, Keyboard], None]:
    """Scan, look, one key, at a desk where the commuters' way is chosen."""

    def play(run: Run, keyboard: Keyboard) -> None:
        page = run.booth.page
        _on_the_commuters_way(page)
        page.wait_for_function(_BOX_HAS_FOCUS)
        number = first + run.number // STEP % COMMUTERS
        zone = passport(number, run.today, state=state)
        keyboard.scan(zone, page.locator(".brief").wait_for)
        keyboard.press("F2", lambda: _box_waits(page, "**/desk/"))

    return play


def family(ages: tuple[int, ...], *said: str) -> Callable[[Run, Keyboard], None]:
    """Everybody scanned, the first scan begins the party; the keys `said` of all children; one key.

    The way in is chosen as the page comes, so no key is needed for it.
    """

    def play(run: Run, keyboard: Keyboard) -> None:
        page = run.booth.page
        page.wait_for_function(_BOX_HAS_FOCUS)  # nobody scans at a page that is not drawn yet
        for at, age in enumerate(ages):
            zone = passport(run.number + at, run.today, age=age)
            keyboard.scan(zone, partial(_members, page, at + 1))
        if said:
            _who_consents(page, keyboard, *said)
        keyboard.press("F2", lambda: page.wait_for_url("**/desk/parties/"))

    return play


def bus(run: Run, keyboard: Keyboard) -> None:
    """A list that lies ready: read, begun, decided."""
    page, path = run.booth.page, run.folder / f"bus-{run.number}.csv"
    path.write_text(passengers(run.number, SEATS, run.today))
    page.locator("input[type=file]").set_input_files(path)
    page.locator("input[type=file]").focus()
    keyboard.tab_to(page.get_by_role("button", name="Read the list"))
    begin = page.get_by_role("button", name="Begin a party of")
    keyboard.press("Enter", begin.wait_for)
    keyboard.tab_to(begin)
    keyboard.press("Enter", lambda: _members(page, SEATS))
    keyboard.press("F2", lambda: page.wait_for_url("**/desk/parties/"))


def relief(run: Run, keyboard: Keyboard) -> None:
    """The key, the badge, the PIN: the other officer's own box waits."""
    page, turn = run.booth.page, run.number % 2
    keyboard.press("F4", lambda: _has_focus(page, "Badge"))
    keyboard.scan(run.booth.officers[turn].badge, lambda: _has_focus(page, "PIN"))
    keyboard.type(PINS[turn])
    keyboard.press("Enter", lambda: _box_waits(page, "**/desk/"))


def _on_the_commuters_way(page: "Page") -> None:
    """Chosen once in the morning, so its key is not counted."""
    ends = page.get_by_role("button", name="End commuters")
    if not ends.is_visible():
        page.keyboard.press("F3")
        ends.wait_for()
        _box_waits(page, "**/desk/")


def _who_consents(page: "Page", keyboard: Keyboard, *said: str) -> None:
    """One key where both parents stand there; else to the list, a digit, Enter: for all of them."""
    *before, last = said
    keyboard.by_hand(*before)
    saved = page.get_by_text(f"Admit: {_PEOPLE}")
    keyboard.press(last, saved.wait_for)
    page.wait_for_load_state()


def _box_waits(page: "Page", address: str) -> None:
    page.wait_for_url(address)
    page.wait_for_function(_BOX_HAS_FOCUS)


def _has_focus(page: "Page", label: str) -> None:
    page.get_by_label(label, exact=True).and_(page.locator(":focus")).wait_for()


def _members(page: "Page", number: int) -> None:
    """So many are in it, and the box waits for the next."""
    page.locator(".party-member").nth(number - 1).wait_for()
    page.wait_for_load_state()
    page.wait_for_function(_BOX_HAS_FOCUS)


_SCANS = "GEEM"  # the next document laid down, and its holder looked at meanwhile
_ASKED = f"E {'W' * 8} M"  # the names and the number in the question read, the parents asked
_NAMED = "E WW"  # a name found in the paper
TASKS: Final = (
    Task("citizen with passport", 12, 3, f"{LOOK} {'W' * 8} M H", citizen),
    Task("learner with a recorded card", 4, None, f"{LOOK} H", commuter(LEARNERS, "LSO")),
    Task("holder of a recorded permit", 4, None, f"{LOOK} H", commuter(HOLDERS, "ZAF")),
    Task(
        "family of five, all grown",
        25,
        None,
        f"H {LOOK} {_SCANS * 4} M",
        family((40, 38, 30, 22, 20)),
        "/desk/parties/",
    ),
    Task(
        "family of five, both parents and three children",
        25,
        None,
        f"H {LOOK} {_SCANS * 4} {_ASKED} M",
        family((40, 38, 14, 11, 7), "F7"),
        "/desk/parties/",
    ),
    Task(
        "family of five, one parent, a paper for each child",
        25,
        None,
        f"H {LOOK} {_SCANS * 4} {'M' * 4} M",
        family((40, 16, 14, 11, 7), "F8"),
        "/desk/parties/",
    ),
    Task(
        "family of five, one parent, one paper that names four children",
        25,
        None,
        f"H {LOOK} {_SCANS * 4} M {_NAMED * 4} M",
        family((40, 16, 14, 11, 7), "F6"),
        "/desk/parties/",
    ),
    Task(
        "60-seat bus by its list",
        600,
        None,
        f"H {'W' * 20} M M M",
        bus,
        "/desk/parties/list/",
        own=SEATS,
    ),
    Task("relief of an officer", 5, None, "H M", relief),
)
