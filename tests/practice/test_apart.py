"""The practice desk is another process, in another home: neither finds the other."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from moeli.demo.browser import Browser, Page
from moeli.demo.specimens import specimens
from moeli.platform import node
from tests import fresh_home
from tests.practice.site import answers, below, free_port, moeli, running

LIVE_NUMBER, LIVE_NAME = "RA1234567", "THABANA"
ZONE = specimens()["lesotho"].zone


class Beside(NamedTuple):
    """A live site and the practice desk that it started."""

    live: Path
    practice: Path
    port: int
    pid: int


def practised(base: str, role: str = "primary_officer") -> Browser:
    """Somebody who chose a role."""
    browser = Browser(base)
    page = browser.get("/sign-in/")
    button = next(form for form in page.forms if form.values.get("role") == role)
    browser.send(page, button)
    return browser


def inspected(browser: Browser, zone: str) -> Page:
    desk = browser.get("/desk/")
    form = next(form for form in desk.forms if form.action.endswith("/desk/"))
    return browser.send(desk, form, zone=zone, direction="entry")


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """A live home that holds one inspection of a citizen, served with a practice desk beside it."""
    folder = tmp_path_factory.mktemp("sites")
    live, practice = folder / "live" / "home", folder / "apart" / "home"
    port, own = free_port(), free_port()
    fresh_home.put(live)
    lines = (f'practice_home = "{practice}"', f"practice_port = {own}")
    (live / "moeli.toml").write_text("\n".join(lines))
    recorded = moeli("manage", "shell", "-v", "0", "-c", RECORD, home=live)
    assert recorded.returncode == 0, recorded.stderr
    with running("serve", "--port", port, port=port, home=live) as pid:
        answers(own)
        yield Beside(live, practice, own, pid)


RECORD = f"""
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
opened = services.open_inspection(actor=SYSTEM, place="MSB", desk="Desk 1",
    direction=Direction.ENTRY, zone={ZONE!r}, reason="primary")
services.decide(actor=SYSTEM, inspection_id=opened.id, outcome=Outcome.ADMITTED,
    idempotency_key=uuid7())
"""


def of_practice(beside: Beside) -> list[int]:
    """The processes of the practice desk, found by what they were started as."""
    told = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in below(beside.pid)}
    first = next(pid for pid, words in told.items() if str(beside.practice).encode() in words)
    return below(first)


def test_no_process_of_the_practice_desk_knows_the_way_to_the_live_home(beside: Beside) -> None:
    processes = of_practice(beside)
    assert len(processes) >= 3  # the command, its pages, the worker of its pages
    way = str(beside.live.parent).encode()
    for pid in processes:
        place = Path(f"/proc/{pid}")
        for told in ("environ", "cmdline", "maps"):
            assert way not in (place / told).read_bytes(), told
        opened = [str(each.readlink()) for each in [*(place / "fd").iterdir(), place / "cwd"]]
        assert [each for each in opened if way.decode() in each] == []


def test_the_live_site_holds_its_own_database_open_and_not_the_other(beside: Beside) -> None:
    """So that the test above would notice: the same look at the live processes finds the way."""
    theirs = set(of_practice(beside))
    ours = [pid for pid in below(beside.pid) if pid not in theirs]
    way = str(beside.live).encode()
    assert any(way in Path(f"/proc/{pid}/environ").read_bytes() for pid in ours)


def test_nothing_in_the_practice_home_names_the_live_one(beside: Beside) -> None:
    way = str(beside.live.parent).encode()
    files = [each for each in beside.practice.rglob("*") if each.is_file()]
    assert [each for each in files if way in each.read_bytes()] == []


def test_no_live_number_or_name_is_found_at_the_practice_desk(beside: Beside) -> None:
    base = f"http://127.0.0.1:{beside.port}"
    page = inspected(practised(base), ZONE)
    assert LIVE_NAME in page.text  # as scanned just now
    assert "Admitted" not in page.text
    assert re.search(r"No earlier|nothing", page.text, re.IGNORECASE)


def test_the_two_databases_share_no_key_and_no_node(beside: Beside) -> None:
    keys = {each.name: each.read_bytes() for each in (beside.live / "keys").glob("*.key")}
    others = {each.name: each.read_bytes() for each in (beside.practice / "keys").glob("*.key")}
    assert keys.keys() >= {"node.key", "master.key"}
    assert not set(keys.values()) & set(others.values())
    assert node.is_practice(beside.practice)
    assert not node.is_practice(beside.live)


def test_what_is_practised_leaves_no_trace_in_the_live_database(beside: Beside) -> None:
    def counted() -> int:
        with sqlite3.connect(f"file:{beside.live}/moeli.sqlite3?mode=ro", uri=True) as live:
            return int(live.execute("select count(*) from moeli_journal_entry").fetchone()[0])

    before = counted()
    inspected(practised(f"http://127.0.0.1:{beside.port}"), specimens()["td3"].zone)
    assert counted() == before


COMMANDS = (
    ("serve", "--port", "1"),
    ("export", "--to", "/nowhere/out"),
    ("import", "/nowhere/in"),
    ("node", "card"),
    ("backup",),
    ("migrate",),
    ("journal", "verify"),
    ("manage", "check"),
    ("work", "--once"),
    ("doctor",),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_live_command_refuses_the_home_of_a_practice_desk(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    node.load_or_make(tmp_path, practice=True)
    refused = moeli(*words, home=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("moeli: ")
    assert "is the home of a practice desk" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_setup_and_restore_refuse_it_too(tmp_path: Path) -> None:
    node.load_or_make(tmp_path, practice=True)
    before = sorted(tmp_path.rglob("*"))
    for words in (
        ("setup", "--home", tmp_path, "--role", "post"),
        ("restore", "x.age", "--key", "x", "--home", tmp_path, "--replace"),
    ):
        refused = moeli(*words)
        assert refused.returncode == 1
        assert "is the home of a practice desk" in refused.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_the_practice_command_refuses_a_live_home_and_leaves_it_alone(tmp_path: Path) -> None:
    node.load_or_make(tmp_path)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    for more in ((), ("--reset",), ("--only", "web")):
        refused = moeli("practice", "--home", tmp_path, "--port", 1, *more)
        assert refused.returncode == 1
        assert "cannot be the home of a practice desk" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


def test_a_live_site_whose_practice_home_is_its_own_starts_without_it(tmp_path: Path) -> None:
    fresh_home.put(tmp_path)
    (tmp_path / "moeli.toml").write_text(f'practice_home = "{tmp_path}/inside"')
    port = free_port()
    with running("serve", "--port", port, port=port, home=tmp_path):
        assert not (tmp_path / "inside").exists()
