"""An entry that cannot act is kept, named and counted, and blocks nobody."""

from collections.abc import Callable

import pytest
from django.db import OperationalError

from moeli.network import services
from moeli.network.checks import what_waits
from moeli.network.models import Peer, Quarantined
from moeli.network.services import Taken
from moeli.platform import room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Entry
from tests.network.conftest import Yard, opened
from tests.network.sender import Sender

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Take = Callable[..., list[Taken]]


def waiting() -> dict[int, str]:
    rows = Quarantined.objects.waiting().order_by("sequence")
    return dict(rows.values_list("sequence", "reason"))


@pytest.mark.parametrize("poisoned", [{2}, {1}, {20}, {3, 4}, {5, 11, 17}, set(range(1, 21))])
def test_what_raises_is_held_back_and_all_the_others_act(
    yard: Yard, take: Take, poisoned: set[int]
) -> None:
    post = Sender()
    post.admitted()
    for number in range(1, 21):
        post.record("gate.opened", f"gate-{number}")
    yard.poison = {f"gate-{number}" for number in poisoned}
    [taken] = take(post.frame())
    assert (taken.new, taken.applied, taken.quarantined) == (20, 20 - len(poisoned), len(poisoned))
    assert waiting() == dict.fromkeys(sorted(poisoned), "ZeroDivisionError")
    assert set(opened()) == {f"gate-{n}" for n in range(1, 21)} - yard.poison
    assert set(opened().values()) <= {1}
    assert Peer.objects.get().sequence == 20


def test_a_verb_of_a_later_version_waits_for_the_upgrade(
    post: Sender, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.record("gate.painted", "gate-4")
    post.record("gate.opened", "gate-5")
    [taken] = take(post.frame())
    assert (taken.new, taken.applied, taken.quarantined) == (5, 4, 1)
    assert waiting() == {4: "unknown_verb"}
    later = dict(room.verbs()) | {"gate.painted": room.verbs()["gate.opened"]}
    with monkeypatch.context() as upgrade:
        upgrade.setattr(room, "verbs", lambda: later)
        assert services.retry(actor=SYSTEM) == (1, 0)
    assert opened()["gate-4"] == 1


def test_a_body_that_does_not_open_waits(post: Sender, take: Take) -> None:
    right, post.data_key = post.data_key, bytes(32)
    post.record("gate.opened", "gate-4")
    post.data_key = right
    [taken] = take(post.frame())
    assert taken.quarantined == 1
    assert waiting() == {4: "closed"}


def test_a_body_that_is_no_json_waits(post: Sender, take: Take) -> None:
    post.chain.append(post.entry(4, post.head, "gate.opened", "gate-4", "", b"{" * 10))
    assert take(post.frame())[0].quarantined == 1
    assert waiting() == {4: "not_json"}


def test_a_post_that_writes_of_another_place_is_held_back(post: Sender, take: Take) -> None:
    post.record("gate.opened", "gate-4", place="CAL")
    post.record("gate.opened", "gate-5", place="MSB")
    assert take(post.frame())[0].quarantined == 1
    assert waiting() == {4: "foreign_place"}
    assert "gate-4" not in opened()
    assert "gate-5" in opened()


def test_a_second_try_releases_what_can_act_and_keeps_the_rest(
    post: Sender, take: Take, yard: Yard
) -> None:
    yard.poison = {"gate-1", "gate-3"}
    take(post.frame())
    yard.poison = {"gate-3"}
    assert services.retry(actor=SYSTEM) == (1, 1)
    assert waiting() == {3: "ZeroDivisionError"}
    assert services.retry(actor=SYSTEM) == (0, 1)
    assert opened() == {"gate-1": 1, "gate-2": 1}


def test_replay_of_a_batch_with_poison_changes_nothing(
    post: Sender, take: Take, yard: Yard
) -> None:
    yard.poison = {"gate-2"}
    take(post.frame())
    before = Entry.objects.count()
    [again] = take(post.frame())
    assert (again.new, again.applied, again.quarantined) == (0, 0, 0)
    assert Entry.objects.count() == before


def test_a_database_that_is_away_is_nobody_s_poison(post: Sender, take: Take, yard: Yard) -> None:
    yard.poison, yard.raising = {"gate-2"}, OperationalError
    with pytest.raises(OperationalError):
        take(post.frame())
    assert not Quarantined.objects.exists()
    assert Peer.objects.get().sequence == 0
    yard.poison = set()
    assert take(post.frame())[0].applied == 3


def test_the_doctor_names_what_waits_and_its_mend(post: Sender, take: Take, yard: Yard) -> None:
    assert what_waits(databases=["default"]) == []
    yard.poison = {"gate-2"}
    take(post.frame())
    [concern] = what_waits(databases=["default"])
    assert concern.id == "moeli.network.W001"
    assert "./moeli node retry" in str(concern.hint)


def test_the_reason_kept_is_a_name_and_never_what_was_said(
    post: Sender, take: Take, yard: Yard
) -> None:
    yard.poison = {"gate-2"}
    yard.raising = type("BadCanaryError", (Exception,), {"__str__": lambda _: "CANARYFAMILY"})
    take(post.frame())
    assert waiting() == {2: "BadCanaryError"}
