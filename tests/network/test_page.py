"""The page tells how each node stands, to those who may know."""

from datetime import timedelta

import pytest

from moeli.network.models import Peer, Quarantined
from moeli.platform import clock
from moeli.platform.ids import uuid7
from tests.network.sender import Sender
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db


def heard(port: str, **standing: object) -> Peer:
    """A post that was heard a moment ago, unless told otherwise."""
    peer = Sender(port=port).known()
    told = {"heard_at": clock.now(), "sequence": 1204, **standing}
    Peer.objects.filter(id=peer.id).update(**told)
    return peer


def page(role: str = "system_administrator") -> str:
    answer = signed_in(person(role, "MSB" if role == "primary_officer" else "")).get("/network/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_another_node_it_says_how_to_begin() -> None:
    assert "No other node is known here" in page()


def test_a_post_in_order_shows_its_name_age_and_entries() -> None:
    heard("MSB")
    text = page()
    assert "Maseru Bridge" in text
    assert "In order" in text
    assert "1,204" in text


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        ({"heard_at": None}, "Nothing heard yet"),
        ({"skew": 86_400.0}, "1\xa0day ahead"),
        ({"skew": -600.0}, "10\xa0minutes behind"),
        ({"heard_at": clock.now() - timedelta(days=3)}, "Long not heard"),
    ],
)
def test_what_is_wrong_is_said_in_words(standing: dict[str, object], word: str) -> None:
    heard("MSB", **standing)
    assert word in page()


def test_entries_that_wait_are_counted_and_the_mend_is_named() -> None:
    peer = heard("CAL")
    about = {"epoch": 1, "sequence": 3, "verb": "gate.painted", "reason": "unknown_verb"}
    Quarantined.objects.create(entry=uuid7(), node=peer.node, since=clock.now(), **about)
    text = page()
    assert "Entries wait" in text
    assert "./moeli node retry" in text


def test_a_node_of_two_epochs_is_one_row() -> None:
    first = heard("MSB")
    second = Sender(port="MSB", epoch=2, id=first.node).known()
    Peer.objects.filter(id=second.id).update(sequence=6, heard_at=clock.now())
    text = page()
    assert text.count("Maseru Bridge") == 1
    assert "1,210" in text


def test_headquarters_may_watch_and_an_officer_finds_nothing_there() -> None:
    assert "Posts and headquarters" in page("immigration_hq")
    client = signed_in(person("primary_officer", "MSB"))
    assert client.get("/network/").status_code == 404
