"""Processes of our own: their tree is known, and killed whole."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from moeli.demo import processes
from moeli.demo.site import Site, SiteError, free_port

_PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print("begun", flush=True)
time.sleep(60)
"""


def test_a_tree_is_killed_whole_children_in_sessions_of_their_own_too() -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        parent.stdout.readline()
        [_, child] = processes.tree(parent.pid)
        processes.kill_tree(parent.pid)
        assert parent.wait(10) == -9
    deadline = time.monotonic() + 10
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _lives(child)


def test_processor_time_of_a_tree_is_that_of_all_in_it() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", busy], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        assert processes.cpu_seconds(process.pid) >= 0.25
        process.kill()


def test_a_site_that_is_not_running_has_no_process() -> None:
    site = Site({}, free_port())
    site.end()
    site.kill()
    with pytest.raises(SiteError, match="not running"):
        assert site.pid


def _lives(pid: int) -> bool:
    """A killed child whose parent is gone may be a zombie for a moment."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
