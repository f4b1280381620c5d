"""The dead are started again, all end together, and the exit code tells how."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.old_home import ROOT

LIVES = (
    "import signal, pathlib, sys, os, time\n"
    "pathlib.Path(sys.argv[1]).open('a').write(str(os.getpid()) + ' ')"
)
PROGRAMS = {
    "steady": f"{LIVES}\nwhile True: time.sleep(1)",
    "stubborn": (
        f"{LIVES}\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    ),
    "hopeless": f"{LIVES}\nsys.exit(3)",
    "with a worker": (
        "import os, time\nif os.fork():\n    while True: time.sleep(1)\n"
        f"{LIVES}\nwhile True: time.sleep(1)"
    ),
}
SITE = textwrap.dedent(
    """
    import logging, sys
    from moeli.operations.supervision import supervisor
    from moeli.operations.supervision.children import Child
    logging.basicConfig(level="INFO", stream=sys.stderr, format="%(message)s %(particulars)s")
    supervisor._FIRST_PAUSE, supervisor._PATIENCE = 0.05, 1.0
    children = [Child(at.split("=")[0], ("-c", at.split("=", 1)[1], sys.argv[1] + at.split("=")[0]))
                for at in sys.argv[2:]]
    print("ready", flush=True)
    sys.exit(supervisor.Supervisor(children).run())
    """
)


class Site:
    """A supervisor in a process of its own; its children write their ids into files."""

    def __init__(self, folder: Path, **programs: str) -> None:
        self._folder = folder
        words = [f"{name}={PROGRAMS[kind]}" for name, kind in programs.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", SITE, str(folder / "pids-"), *words],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def started(self, name: str, times: int = 1) -> list[int]:
        """The process ids of the child `name`, once it was started so often."""
        file, until = self._folder / f"pids-{name}", time.monotonic() + 20
        while time.monotonic() < until:
            found = file.read_text().split() if file.exists() else []
            if len(found) >= times:
                return [int(pid) for pid in found]
            time.sleep(0.05)
        raise AssertionError(f"{name} was not started {times} times")

    def ended(self) -> tuple[int, str]:
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[list[Site]]:
    made: list[Site] = []
    yield made
    for site in made:
        site.process.terminate()
        site.process.communicate(timeout=20)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone_soon(pid: int) -> bool:
    until = time.monotonic() + 5
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def test_a_dead_child_is_started_again_and_the_others_stay(
    tmp_path: Path, sites: list[Site]
) -> None:
    site = Site(tmp_path, web="steady", work="steady")
    sites.append(site)
    first, other = site.started("web")[0], site.started("work")[0]
    os.kill(first, signal.SIGKILL)
    assert site.started("web", times=2)[1] != first
    assert alive(other)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_all_end_and_the_code_is_0(
    tmp_path: Path, sites: list[Site], told: signal.Signals
) -> None:
    site = Site(tmp_path, web="steady", work="steady")
    sites.append(site)
    pids = site.started("web") + site.started("work")
    site.process.send_signal(told)
    assert site.ended()[0] == 0
    assert [pid for pid in pids if alive(pid)] == []


def test_whoever_does_not_end_is_ended_and_the_code_says_so(
    tmp_path: Path, sites: list[Site]
) -> None:
    site = Site(tmp_path, web="steady", work="stubborn")
    sites.append(site)
    site.started("web")
    pid = site.started("work")[0]
    time.sleep(0.2)  # until it no longer listens to SIGTERM
    site.process.terminate()
    assert site.ended()[0] == 1
    assert not alive(pid)


def test_a_site_that_cannot_live_ends_with_1_after_growing_pauses(
    tmp_path: Path, sites: list[Site]
) -> None:
    site = Site(tmp_path, web="hopeless", work="steady")
    sites.append(site)
    code, said = site.ended()
    assert code == 1
    assert len(site.started("web")) == 5
    pauses = [0.05, 0.1, 0.2, 0.4, 0.8]
    assert [f"'seconds': {pause}" in said for pause in pauses] == [True] * 5
    assert gone_soon(site.started("work")[0])


def test_work_that_cannot_live_does_not_end_the_pages(tmp_path: Path, sites: list[Site]) -> None:
    site = Site(tmp_path, web="steady", work="hopeless")
    sites.append(site)
    pid = site.started("web")[0]
    site.started("work", times=6)
    assert alive(pid)
    assert site.process.poll() is None


def test_what_a_dead_child_started_ends_with_it(tmp_path: Path, sites: list[Site]) -> None:
    """Else its worker would go on answering beside the new one."""
    site = Site(tmp_path, web="with a worker")
    sites.append(site)
    worker = site.started("web")[0]
    parent = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(parent, signal.SIGKILL)
    site.started("web", times=2)
    assert gone_soon(worker)


def test_children_end_with_a_supervisor_that_was_killed(tmp_path: Path, sites: list[Site]) -> None:
    site = Site(tmp_path, web="steady")
    sites.append(site)
    pid = site.started("web")[0]
    site.process.kill()
    assert gone_soon(pid)
