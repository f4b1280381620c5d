"""A post and headquarters as they really are: two homes, two databases, two processes.

SQLite at both, and SQLite at the post with PostgreSQL at headquarters.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from moeli.cli.postgres import cluster
from tests.network.site import Site, introduce, made

pytestmark = pytest.mark.in_order  # one country lives through them; the last ends its first epoch


class Country(NamedTuple):
    """A post, headquarters, and a stick that is carried between them."""

    post: Site
    headquarters: Site
    stick: Path

    def up(self, days: int = 0) -> Any:
        """From the post, whose clock may be wrong by days, to headquarters."""
        self.post.work("give", self.stick / "up", days)
        return self.headquarters.work("take", self.stick / "up")

    def down(self, days: int = 0) -> Any:
        """From headquarters to the post."""
        self.headquarters.work("give", self.stick / "down")
        return self.post.work("take", self.stick / "down", days)


@pytest.fixture(
    scope="module", params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.long)]
)
def country(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Country]:
    folder = tmp_path_factory.mktemp("country")
    for name in ("post", "hq", "stick"):
        (folder / name).mkdir()
    if request.param == "SQLite":
        yield from settled(folder, "")
        return
    with cluster() as address:
        yield from settled(folder, address)


def settled(folder: Path, database: str) -> Iterator[Country]:
    post = made(folder / "post", "post", "MSB")
    headquarters = made(folder / "hq", "hq", database=database)
    introduce(post, headquarters)
    yield Country(post, headquarters, folder / "stick")
    post.rest()
    headquarters.rest()


def test_a_day_at_the_post_arrives_whole_and_once(country: Country) -> None:
    before = country.post.work("desk", 6)
    country.post.work("booth")
    assert country.up() == [before["Entry"] + 3, 12, 0]  # two of the booth, one of the export
    arrived = country.headquarters.work("rows")
    assert [arrived[name] for name in ("Inspection", "Decision", "Crossing")] == [6, 6, 6]
    assert arrived["Quarantined"] == arrived["Booth"] == 0
    assert country.headquarters.work("crossings") == country.post.work("crossings")
    assert country.headquarters.work("take", country.stick / "up") == [0, 0, 0]
    assert country.headquarters.work("rows") == arrived
    assert country.headquarters.work("verify") == []


def test_headquarters_finds_the_document_by_its_own_index_key(country: Country) -> None:
    country.post.work("desk", 1, 77)
    country.up()
    assert country.headquarters.work("history", 77) == country.post.work("history", 77) == 1


def test_accounts_and_lists_come_down_and_what_was_received_is_acknowledged(
    country: Country,
) -> None:
    country.headquarters.work("headquarters", 2)
    country.up()
    assert country.down() == [6, 6, 0]
    rows = country.post.work("rows")
    assert (rows["User"], rows["ListedDocument"], rows["Quarantined"]) == (2, 2, 0)
    assert country.post.work("give", country.stick / "rest") <= 3  # all before is acknowledged
    assert country.headquarters.work("take", country.stick / "rest")[2] == 0
    assert country.post.work("verify") == country.headquarters.work("verify") == []


def test_published_versions_come_down_once_and_their_reception_goes_up(country: Country) -> None:
    country.headquarters.work("publish", 2)
    country.down()
    assert country.post.work("in_force") == ["rules.desk #1", "rules.desk #2"]
    assert country.up()[2] == 0
    assert country.headquarters.work("received") == 2
    country.headquarters.work("publish", 1)
    country.down()
    assert country.post.work("take", country.stick / "down")[0] == 0
    assert country.post.work("in_force")[2:] == ["rules.desk #3"]


def test_each_file_goes_one_way_only(country: Country) -> None:
    country.post.work("give", country.stick / "up")
    country.headquarters.work("give", country.stick / "down")
    assert country.post.work("take", country.stick / "up") == {"refused": "not_for_us"}
    assert country.headquarters.work("take", country.stick / "down") == {"refused": "not_for_us"}


def test_with_the_post_s_own_keys_what_was_sealed_to_headquarters_stays_closed(
    country: Country, tmp_path: Path
) -> None:
    """A thief has the post's whole home, every key in it, and the stick."""
    country.post.work("desk", 1, 50)
    country.post.work("give", country.stick / "sealed")
    thief = Site(tmp_path / "copy")
    shutil.copytree(country.post.home, thief.home)
    assert thief.work("open_keys", country.stick / "sealed") == ["closed"]
    thief.rest()
    assert country.headquarters.work("open_keys", country.stick / "sealed") == ["opened"]


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_wrong_by_a_day_changes_no_order_and_is_shown(country: Country, days: int) -> None:
    country.post.work("desk", 1, 60 + days)
    country.post.work("desk", 1, 63 + days, days)
    country.post.work("desk", 1, 66 + days)
    country.down(days)
    country.up(days)
    assert country.headquarters.work("order") == country.post.work("order")
    said = "ahead" if days > 0 else "behind"
    # A day less the seconds since then: 23 hours, or with a slow stick 22; never anything small.
    assert re.search(rf"clock (1.day|2[23].hours) {said}", country.headquarters.work("peers"))


def test_a_restored_post_waits_until_its_new_card_is_admitted(
    country: Country, tmp_path: Path
) -> None:
    """Last, since it ends the post's first epoch: a backup, work after it, a restore."""
    country.post.rest()
    shutil.copytree(country.post.home, tmp_path / "backup")
    country.post.work("desk", 1, 90)
    country.post.work("give", country.stick / "before")
    country.post.rest()
    shutil.rmtree(country.post.home)
    shutil.copytree(tmp_path / "backup", country.post.home)
    assert "Epoch 2 begins" in country.post.done("node", "new-epoch")
    country.post.work("desk", 1, 91)
    country.post.work("give", country.stick / "after")
    refused = country.headquarters.moeli("import", country.stick / "after")
    assert refused.returncode == 1
    assert "epoch 2, which is not admitted" in refused.stderr
    introduce(country.post, country.headquarters)
    country.headquarters.work("take", country.stick / "before")  # the stick kept what was lost
    country.headquarters.work("take", country.stick / "after")
    assert country.headquarters.work("history", 90) == country.headquarters.work("history", 91) == 1
    assert country.post.work("verify") == country.headquarters.work("verify") == []
    assert "epoch 2" in country.headquarters.work("peers")
