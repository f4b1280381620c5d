"""Several web processes count as one site."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from moeli.config.settings.parts.database import databases, named
from moeli.operations.supervision.children import children
from moeli.operations.watching.meters import COUNTED_TOGETHER
from tests.old_home import ROOT

TWO = """
import os
from moeli.operations.watching import meters
child = os.fork()
meters.REQUESTS.labels("desk", "GET", 200).inc()
if child:
    os.waitpid(child, 0)
    told = meters.of_every_process().get_sample_value
    print(told("moeli_requests_total", {"view": "desk", "method": "GET", "status": "200"}))
"""


def test_what_two_processes_counted_is_told_as_one_figure(tmp_path: Path) -> None:
    surroundings = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        COUNTED_TOGETHER: str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", TWO], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout == "2.0\n"


def test_the_web_process_is_told_how_many_answer() -> None:
    web, _work = children("127.0.0.1", 8000, 8, workers=3)
    assert web.words[-2:] == ("--workers", "3")


def test_long_work_leaves_the_processor_to_the_pages() -> None:
    web, work = children("127.0.0.1", 8000, 8)
    assert (web.niceness, work.niceness) == (0, 10)
    asked = replace(work, words=("-c", "import os; raise SystemExit(os.nice(0))"))
    assert asked.start().wait(timeout=20) == 10


def test_each_agent_that_is_on_is_a_process_of_the_site() -> None:
    *_web_and_work, agent = children("127.0.0.1", 8000, 8, agents=["scanner"])
    assert (agent.name, agent.words) == ("agent-scanner", ("-m", "moeli", "agent", "scanner"))


def test_a_thread_keeps_its_connection_and_asks_first_whether_it_stands() -> None:
    kept = databases()["default"]
    assert (kept["CONN_MAX_AGE"], kept["CONN_HEALTH_CHECKS"]) == (None, True)


def test_postgresql_keeps_its_plans_unless_its_address_says_otherwise() -> None:
    """A pooler that gives a connection for one transaction only cannot keep them."""
    plain = named("postgresql://moeli@host/name")
    pooled = named("postgresql://moeli@host/name?prepare_threshold=1000000000")
    assert plain["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 2}
    assert pooled["OPTIONS"]["prepare_threshold"] == 1_000_000_000
    assert named("sqlite:////tmp/named.sqlite3")["OPTIONS"] == {}
