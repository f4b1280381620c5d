"""Kill −9 while batches are written and taken: nothing half, nothing acknowledged lost."""

import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from moeli.network.wire import frames, statement
from tests.network.site import Site, introduce, made

TRAVELLERS = 600
ROUNDS = 3


Count = Callable[[str, int], None]


class Road(NamedTuple):
    """A busy post, headquarters, and the stick between them."""

    post: Site
    headquarters: Site
    stick: Path


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    folder = tmp_path_factory.mktemp("road")
    for name in ("post", "hq", "stick"):
        (folder / name).mkdir()
    post, headquarters = made(folder / "post", "post", "MSB"), made(folder / "hq", "hq")
    introduce(post, headquarters)
    post.work("crowd", TRAVELLERS)
    yield Road(post, headquarters, folder / "stick")
    post.rest()
    headquarters.rest()


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    """Keeps a count beside the test's result."""
    return record_property


def test_an_export_that_is_killed_leaves_the_former_file_or_the_whole_new_one(
    road: Road, count: Count
) -> None:
    path, chance, whole = road.stick / "up.batches", random.Random(1), 0
    for _ in range(ROUNDS):
        writing = road.post.start("export", "--to", path)
        deadline = time.monotonic() + 30
        while not any(road.stick.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)  # until it has begun to write
        time.sleep(chance.random() * 0.4)
        writing.send_signal(signal.SIGKILL)
        writing.communicate()
        whole += is_whole(path)
        for draft in road.stick.glob(".*"):
            draft.unlink()  # what a killed writer leaves; it is no file of batches for anybody
    road.post.done("export", "--to", path)
    assert is_whole(path)
    assert road.post.work("verify") == []
    count("exports killed", ROUNDS)
    count("exports after which a whole file stood", whole)


def is_whole(path: Path) -> bool:
    """Whether the file holds every batch to its end; a half one raises WireError."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        told = [statement.from_bytes(frame.statement) for frame in frames.read(file)]
    assert [each.first for each in told[1:]] == [each.last + 1 for each in told[:-1]]
    return told[-1].last >= 2 * TRAVELLERS


def test_an_import_that_is_killed_has_taken_whole_batches_and_all_it_acknowledged(
    road: Road, count: Count
) -> None:
    path, chance, acknowledged = road.stick / "in.batches", random.Random(2), 0
    road.post.work("give", path)
    for wait in range(ROUNDS):
        taking = road.headquarters.start("import", path)
        heard = lines(taking, wait % 3 + 1)
        time.sleep(chance.random() * 0.25)
        taking.send_signal(signal.SIGKILL)
        rest, _nothing = taking.communicate()
        last = last_of(heard + rest.splitlines())
        acknowledged = max(acknowledged, last)
        assert_nothing_half(road, at_least=acknowledged)
    assert acknowledged > 0, "nothing was acknowledged: the test proved nothing"
    road.headquarters.done("import", path)
    rows = road.headquarters.work("rows")
    assert (rows["Inspection"], rows["Decision"], rows["Crossing"]) == (TRAVELLERS,) * 3
    assert road.headquarters.work("verify") == []
    count("imports killed", ROUNDS)
    count("entries acknowledged before the last kill", acknowledged)


def assert_nothing_half(road: Road, at_least: int) -> None:
    """Entries, their effects and the cursor stand at one and the same batch."""
    kept, cursor, inspections, decisions = road.headquarters.work("cursor")
    assert kept == cursor >= at_least
    assert (inspections, decisions) == tuple(road.post.work("effects", cursor))


def lines(taking: subprocess.Popen[str], count: int) -> list[str]:
    assert taking.stdout
    return [taking.stdout.readline() for _ in range(count)]


def last_of(said: list[str]) -> int:
    """Up to which entry an import said that it had taken."""
    told = [line.split() for line in said if line.startswith("Entries ") and line.endswith("\n")]
    return max((int(words[3]) for words in told), default=0)
