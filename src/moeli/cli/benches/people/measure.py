"""Runs each row of the people budget and sets machine and hands beside the budget."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from moeli.cli.benches.people import surroundings
from moeli.cli.benches.people.keyboard import SCANNED_MS, Keyboard
from moeli.cli.benches.people.keystrokes import LOOK, SECONDS, Hands
from moeli.cli.benches.people.tasks import STEP, TASKS, Run, Task

_QUICK, _FULL = 2, 9


class Played(NamedTuple):
    """One run: its keys, the machine's seconds, and those of each scan among them."""

    keys: int
    seconds: float
    scans: tuple[float, ...] = ()

    @property
    def looked_meanwhile(self) -> float:
        """Seconds of the scans in which the holder is looked at, where a look is that long."""
        return sum(min(each, Hands(LOOK).seconds) for each in self.scans)


def run(*, quick: bool) -> dict[str, object]:
    """Every row, `_FULL` times after one that does not count."""
    times, load = _QUICK if quick else _FULL, os.getloadavg()[0]
    with surroundings.house() as house, surroundings.booth(house) as booth:
        rows = [_row(task, played) for task, played in _all(house.base, booth, times)]
    return {
        "load": f"{load:.1f} when it began",
        "data": f"a fresh home, SQLite, nobody listed; {times} runs a row after one to warm up",
        "machine part": "p50 by the clock, browser and server on this machine, scans included",
        "scanner": f"types a character each {SCANNED_MS} ms and the time the browser takes for it",
        "hands": "keystroke-level model (Card, Moran, Newell 1980; 1983): practised, no error",
        "operators": ", ".join(f"{name} {value:.2f} s" for name, value in SECONDS.items()),
        "assumed": "G, a document laid on the reader, has no source; careful looking is not in it",
        "rows": rows,
    }


def _all(base: str, booth: surroundings.Booth, times: int) -> Iterable[tuple[Task, list[Played]]]:
    from moeli.platform import clock

    number = 0
    with tempfile.TemporaryDirectory() as folder:
        for task in TASKS:
            played = []
            for turn in range(times + 1):
                number += STEP
                given = Run(booth, number + turn % 2, clock.today(), Path(folder))
                played.append(_played(base, task, given))
            yield task, played[1:]


def _played(base: str, task: Task, given: Run) -> Played:
    page = given.booth.page
    page.goto(f"{base}{task.starts_at}")
    page.wait_for_load_state()
    keyboard = Keyboard(page)
    task.play(given, keyboard)
    return Played(keyboard.keys, keyboard.seconds, tuple(keyboard.scans))


def _row(task: Task, played: list[Played]) -> Mapping[str, object]:
    """The sum holds when it is within the budget, and the keys within theirs.

    It waits for each scan before it looks; beside it stands the sum of who looks while it works.
    """
    keys = max(each.keys for each in played)
    machine = median(each.seconds for each in played)
    hands = Hands(task.mind + "K" * keys)
    total = machine + hands.seconds
    looks = LOOK in task.mind
    meanwhile = median(each.looked_meanwhile for each in played) if looks else 0
    holds = total <= task.budget and (task.most_keys is None or keys <= task.most_keys)
    return {
        "task": task.name,
        "keys": keys,
        "machine s": machine,
        "hands s": hands.seconds,
        "sum s": total,
        "looking meanwhile s": total - meanwhile if looks else None,
        "budget s": task.budget,
        "holds": "yes" if holds else "NO",
        "left for each": round((task.budget - total) / task.own, 1) if task.own else None,
        "operators": hands.told,
    }
