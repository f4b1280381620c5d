"""Who knows a version: officers for themselves, supervisors for their post, nobody counted out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform import node, room
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.publications import projectors, selectors, services
from moeli.platform.publications.coarse import share
from moeli.platform.publications.coverage import PostCoverage, coverage
from moeli.platform.publications.models import Acknowledgement, Reception, Version
from moeli.platform.room import Recorded
from tests.platform.publications.conftest import CHANNEL, NOW, Publish, acting
from tests.platform.publications.tables import table
from tests.refusals import refused


def at(place: str, actor: Actor, version: Version) -> PostCoverage:
    return next(each for each in coverage(actor, version) if each.place == place)


@pytest.mark.django_db
def test_an_officer_acknowledges_once_and_is_not_asked_again(publish: Publish) -> None:
    version, officer = publish(), acting("primary_officer", "MSB")
    assert selectors.to_acknowledge(officer) == [version]
    services.acknowledge(actor=officer, version_id=version.id)
    assert selectors.to_acknowledge(officer) == []
    with refused("publication_already_acknowledged"):
        services.acknowledge(actor=officer, version_id=version.id)


@pytest.mark.django_db
def test_what_waits_for_its_day_is_asked_beside_what_is_in_force(publish: Publish) -> None:
    now, later = publish(table(45)), publish(table(50), day=date(2027, 1, 1))
    assert selectors.to_acknowledge(acting("primary_officer", "MSB")) == [later, now]


@pytest.mark.django_db
def test_what_was_replaced_is_no_longer_asked(publish: Publish) -> None:
    publish(table(45))
    newest = publish(table(50))
    assert selectors.to_acknowledge(acting("primary_officer", "MSB")) == [newest]


@pytest.mark.django_db
def test_a_supervisor_of_two_posts_speaks_for_each(publish: Publish, stager: Actor) -> None:
    version, hers = publish(), acting("shift_supervisor", "MSB")
    scope = hers.grants[0]
    both = replace(hers, grants=(scope, replace(scope, place="MIA")))
    for place in ("MSB", "MIA"):
        services.acknowledge(actor=replace(both, place=place), version_id=version.id, for_post=True)
    assert at("MSB", stager, version).acknowledged_at == NOW
    assert at("MIA", stager, version).acknowledged_at == NOW


@pytest.mark.django_db
def test_a_supervisor_speaks_for_her_post_once(publish: Publish, stager: Actor) -> None:
    version, supervisor = publish(), acting("shift_supervisor", "MSB")
    services.acknowledge(actor=supervisor, version_id=version.id, for_post=True)
    assert at("MSB", stager, version).acknowledged_at == NOW
    assert at("MIA", stager, version).acknowledged_at is None
    with refused("publication_already_acknowledged"):
        services.acknowledge(
            actor=acting("shift_supervisor", "MSB"), version_id=version.id, for_post=True
        )


@pytest.mark.django_db
def test_nobody_speaks_for_a_post_without_the_right_or_without_a_post(publish: Publish) -> None:
    version = publish()
    with refused("absent"):
        services.acknowledge(
            actor=acting("primary_officer", "MSB"), version_id=version.id, for_post=True
        )
    with refused("publication_no_place"):
        services.acknowledge(actor=acting("shift_supervisor"), version_id=version.id, for_post=True)
    with refused("absent"):
        services.acknowledge(actor=acting("primary_officer", "MSB"), version_id=uuid7())


@pytest.mark.django_db
def test_a_channel_that_asks_nobody_takes_no_acknowledgement(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, officer = publish(), acting("primary_officer", "MSB")
    silent = replace(room.publication_kinds()[CHANNEL], officers_acknowledge=False)
    monkeypatch.setattr(room, "publication_kinds", lambda: {CHANNEL: silent})
    assert selectors.to_acknowledge(officer) == []
    with refused("publication_not_asked_to"):
        services.acknowledge(actor=officer, version_id=version.id)


@pytest.mark.django_db
def test_officers_are_counted_by_post_and_never_below_five(publish: Publish, stager: Actor) -> None:
    version = publish()
    officers = [acting("primary_officer", "MSB") for _ in range(12)]
    for officer in officers[:7]:
        services.acknowledge(actor=officer, version_id=version.id)
    officer = acting("primary_officer", "MIA")
    services.acknowledge(actor=officer, version_id=version.id)
    told = [at(place, stager, version).officers for place in ("MSB", "MIA")]
    assert [each.words for each in told if each] == ["7 of 12", "<5"]
    assert at("MPB", stager, version).officers is None


@pytest.mark.django_db
def test_coverage_is_for_readers_of_publications(publish: Publish) -> None:
    version = publish()
    with refused("absent"):
        coverage(acting("system_administrator"), version)


@pytest.mark.parametrize(
    ("known", "expected", "words"),
    [
        (0, 0, "nobody expected"),
        (0, 4, "<5"),
        (4, 4, "<5"),
        (0, 12, "<5 of 12"),
        (4, 12, "<5 of 12"),
        (5, 12, "5 of 12"),
        (7, 12, "7 of 12"),
        (8, 12, "all but <5 of 12"),
        (11, 12, "all but <5 of 12"),
        (12, 12, "all 12"),
        (13, 12, "all 12"),
        (5, 8, "all but <5 of 8"),
    ],
)
def test_words_for_a_share(known: int, expected: int, words: str) -> None:
    assert share(known, expected).words == words


@given(st.integers(0, 60), st.integers(0, 60))
def test_no_words_tell_fewer_than_five_people_apart(known: int, expected: int) -> None:
    """At least five different truths, or a whole post of five or more, lie behind every answer."""
    known = min(known, expected)
    told = share(known, expected).words
    same = [each for each in range(expected + 1) if share(each, expected).words == told]
    exact = len(same) == 1
    missing = expected - known
    assert not exact or expected == 0 or (known >= 5 and missing in {0, *range(5, 61)})


def acknowledged(version: Version, at_node: object, person: str) -> Recorded:
    return Recorded(
        uuid7(),
        at_node,  # type: ignore[arg-type]  # a node's id
        "publication.acknowledged",
        person,
        str(version.id),
        "MIA",
        NOW,
        NOW + timedelta(hours=5),
        {"channel": CHANNEL, "number": version.number},
    )


@pytest.mark.django_db
def test_an_acknowledgement_from_a_post_arrives_once_as_its_entry(publish: Publish) -> None:
    version, post, person = publish(), uuid7(), str(uuid7())
    for _ in range(2):
        projectors.acknowledged(acknowledged(version, post, person))
    row = Acknowledgement.objects.get()
    assert (row.node, row.place, row.person, row.acknowledged_at) == (post, "MIA", person, NOW)


@pytest.mark.django_db
def test_headquarters_learns_which_post_received_a_version(publish: Publish, stager: Actor) -> None:
    version, post = publish(), uuid7()
    from moeli.platform.publications.bundles import described

    arrived = replace(
        acknowledged(version, post, "system"),
        verb="publication.accepted",
        body=described(version),
    )
    for _ in range(2):
        projectors.accepted(arrived)
    assert Reception.objects.count() == 1
    assert at("MIA", stager, version).received_at == NOW
    assert Version.objects.count() == 1
    assert post != node.current().id
