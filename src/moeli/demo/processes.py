"""What the kernel tells of processes: who descends from whom, and what they cost. Linux only."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class _Process(NamedTuple):
    pid: int
    parent: int
    ticks: int


def tree(pid: int) -> list[int]:
    """The process and all that descend from it, parents first."""
    found, everybody = [pid], list(_running())
    for each in found:  # grows while it is gone through
        found += [process.pid for process in everybody if process.parent == each]
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time of the process and all that descend from it and live."""
    ours = set(tree(pid))
    return sum(each.ticks for each in _running() if each.pid in ours) / _TICKS


def largest_memory(pid: int) -> int:
    """The bytes in memory of whichever of the process and its descendants has most."""
    return max(map(_resident, tree(pid)), default=0)


def kill_tree(pid: int) -> None:
    """Kill -9 the process and all that descend from it: who would start others anew comes first."""
    for each in tree(pid):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _running() -> Iterator[_Process]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has just ended
                yield _read(int(folder.name), (folder / "stat").read_text())


def _read(pid: int, stat: str) -> _Process:
    """proc(5): after the name in brackets come state, parent, … and the ticks used."""
    words = stat.rpartition(")")[2].split()
    return _Process(pid, int(words[1]), int(words[11]) + int(words[12]))


def _resident(pid: int) -> int:
    """proc(5): the second number is the pages in memory."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0
