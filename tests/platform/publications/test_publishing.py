"""From an upload to what is in force: two people, one content, one day."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor, Scope
from moeli.platform.access.models import AccountHelp
from moeli.platform.approvals import services as approvals
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.platform.publications import judging, selectors, services
from moeli.platform.publications.models import Channel, Staged, Version
from tests.platform.publications.conftest import CHANNEL, NOW, TODAY, Publish, acting
from tests.platform.publications.tables import table
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
NEW_YEAR = date(2027, 1, 1)


def test_nothing_is_in_force_before_the_first_version() -> None:
    assert selectors.in_force(CHANNEL, TODAY) is None
    assert selectors.newest_number(CHANNEL) == 0


def test_what_a_second_person_approved_is_in_force_the_same_day(publish: Publish) -> None:
    version = publish(table(45))
    assert selectors.in_force(CHANNEL, TODAY) == version
    assert selectors.content(version) == table(45)
    assert version.number == 1


def test_a_version_for_new_year_waits_for_its_day_in_lesotho(publish: Publish) -> None:
    first = publish(table(45))
    second = publish(table(50), day=NEW_YEAR)
    assert selectors.in_force(CHANNEL, date(2026, 12, 31)) == first
    assert selectors.in_force(CHANNEL, NEW_YEAR) == second
    with clock.standing_still(NOW.replace(month=12, day=31, hour=22)):  # midnight in Maseru
        assert selectors.in_force(CHANNEL, clock.today()) == second


def test_numbers_have_no_gap_and_each_version_signs_the_one_before(publish: Publish) -> None:
    made = [publish(table(minutes)) for minutes in (40, 41, 42)]
    assert [each.number for each in made] == [1, 2, 3]
    for before, version in itertools.pairwise(made):
        assert bytes(version.previous) == bytes(before.digest) == before.statement().digest()
        assert version.statement().signed_by(bytes(version.public_key), bytes(version.signature))
    assert Channel.objects.get().number == 3


def test_without_the_yes_of_another_nothing_is_published(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table())
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    with refused("approval_waiting"):
        services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)
    assert Version.objects.count() == 0


def test_a_second_person_is_told_once_and_no_longer_than_it_waits(
    stager: Actor, second: Actor
) -> None:
    waiting = Notice.objects.filter(kind="publication.awaits_approval").waiting()
    staged = services.stage(actor=stager, channel=CHANNEL, content=table())
    asked = services.propose(actor=stager, staged_id=staged.id, motive="new hours")
    assert [(each.role, each.cause) for each in waiting.all()] == [
        ("immigration_hq", str(asked.id))
    ]
    approvals.grant(actor=second, approval_id=asked.id)
    assert not waiting.all()
    again = services.stage(actor=stager, channel=CHANNEL, content=table(31))
    asked = services.propose(actor=stager, staged_id=again.id, motive="new hours")
    approvals.deny(actor=second, approval_id=asked.id, motive="not agreed")
    assert not waiting.all()
    third = services.stage(actor=stager, channel=CHANNEL, content=table(32))
    asked = services.propose(actor=stager, staged_id=third.id, motive="new hours")
    approvals.withdraw(actor=stager, approval_id=asked.id)
    assert not waiting.all()


def test_neither_who_staged_nor_who_asks_can_approve(stager: Actor, second: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table())
    asked = services.propose(actor=second, staged_id=staged.id, motive="New order")
    for person in (stager, second):
        with refused("approval_own"):
            approvals.grant(actor=person, approval_id=asked.id)


def test_an_approval_serves_no_other_upload(stager: Actor, second: Actor) -> None:
    good = services.stage(actor=stager, channel=CHANNEL, content=table(45))
    other = services.stage(actor=stager, channel=CHANNEL, content=table(200))
    asked = services.propose(actor=stager, staged_id=good.id, motive="New order")
    approvals.grant(actor=second, approval_id=asked.id)
    with refused("approval_another"):
        services.publish(actor=stager, staged_id=other.id, approval_id=asked.id)


def test_a_version_published_meanwhile_makes_the_approval_stale(
    stager: Actor, second: Actor, publish: Publish
) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(45))
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    approvals.grant(actor=second, approval_id=asked.id)
    publish(table(60))
    with refused("approval_another"):
        services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)


def test_an_upload_changed_in_the_database_is_not_what_was_approved(
    stager: Actor, second: Actor
) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(45))
    other = services.stage(actor=stager, channel=CHANNEL, content=table(200))
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    approvals.grant(actor=second, approval_id=asked.id)
    Staged.objects.filter(id=staged.id).update(sha256=other.sha256, content=other.content_id)
    with refused("approval_another"):
        services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)


def test_an_upload_is_published_once(stager: Actor, second: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table())
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    approvals.grant(actor=second, approval_id=asked.id)
    services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)
    with refused("publication_already_published"):
        services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)


def test_a_day_that_has_passed_is_refused_at_upload_and_at_publishing(
    stager: Actor, second: Actor
) -> None:
    with refused("publication_bad_day"):
        services.stage(
            actor=stager, channel=CHANNEL, content=table(), effective_from=date(2026, 11, 23)
        )
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(), effective_from=TODAY)
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    approvals.grant(actor=second, approval_id=asked.id)
    with clock.standing_still(NOW + timedelta(days=1)), refused("publication_day_passed"):
        services.publish(actor=stager, staged_id=staged.id, approval_id=asked.id)


def test_going_back_is_one_act_and_a_new_signed_version(stager: Actor, publish: Publish) -> None:
    publish(table(45))
    publish(table(200))
    version = services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")
    assert (version.number, version.restores) == (3, 1)
    assert selectors.in_force(CHANNEL, TODAY) == version
    assert selectors.content(version) == table(45)
    assert version.statement().signed_by(bytes(version.public_key), bytes(version.signature))


def test_going_back_leaves_what_waits_for_the_day_that_two_people_chose(
    stager: Actor, publish: Publish
) -> None:
    for minutes in (45, 200):
        publish(table(minutes))
    publish(table(55), day=NEW_YEAR, override="Overtaken by the next")
    publish(table(50), day=date(2026, 12, 15), override="Before the one that waits")
    publish(table(60), day=date(2027, 2, 1))
    services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")
    assert [
        selectors.content_in_force(CHANNEL, day)
        for day in (TODAY, date(2026, 12, 15), NEW_YEAR, date(2027, 2, 1))
    ] == [table(45), table(50), table(50), table(60)]
    restored = Version.objects.filter(number__gt=5).order_by("number")
    assert list(restored.values_list("restores", flat=True)) == [1, 4, 5]


def test_nobody_alone_brings_a_version_into_force_before_its_day(
    stager: Actor, publish: Publish
) -> None:
    publish(table(45))
    publish(table(60))
    publish(table(200), day=NEW_YEAR)
    services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")
    for number in (3, 5):
        with refused("publication_no_such_number"):
            services.roll_back(actor=stager, channel=CHANNEL, number=number, motive="Earlier")
    assert selectors.content_in_force(CHANNEL, TODAY) == table(45)


def test_who_stands_on_a_password_that_one_other_gave_does_not_go_back(
    stager: Actor, publish: Publish
) -> None:
    for minutes in (45, 50):
        publish(table(minutes))
    AccountHelp.objects.create(
        id=uuid7(), user_id=stager.id, helper="another", kind="password", bare=True, at=NOW
    )
    with refused("new_hands"):
        services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")


def test_what_cannot_hold_today_is_not_gone_back_to(
    stager: Actor, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(table(45))
    publish(table(50))
    learnt = replace(
        room.publication_kinds()[CHANNEL],
        validate=lambda content, _day: [judging.TOO_LARGE] if content == table(45) else [],
    )
    monkeypatch.setattr(room, "publication_kinds", lambda: {CHANNEL: learnt})
    with refused("publication_no_longer_sound"):
        services.roll_back(actor=stager, channel=CHANNEL, number=1, motive="Wrong figure")


@pytest.mark.parametrize("number", [0, 2, 3])
def test_there_is_no_way_back_to_what_is_newest_or_was_never_there(
    stager: Actor, publish: Publish, number: int
) -> None:
    publish(table(45))
    publish(table(50))
    with refused("publication_no_such_number"):
        services.roll_back(actor=stager, channel=CHANNEL, number=number, motive="Wrong figure")


def test_going_back_needs_its_motive_and_the_right(stager: Actor, publish: Publish) -> None:
    publish(table(45))
    publish(table(50))
    with refused("publication_motive_missing"):
        services.roll_back(actor=stager, channel=CHANNEL, number=1, motive=" ")
    with refused("absent"):
        services.roll_back(
            actor=acting("primary_officer", "MSB"), channel=CHANNEL, number=1, motive="Mine"
        )


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel as a room would declare it whose way back needs a second person."""
    declared = replace(
        room.publication_kinds()[CHANNEL], rollback_approval="publication.version", protected=True
    )
    monkeypatch.setattr(room, "publication_kinds", lambda: {CHANNEL: declared})


@pytest.mark.usefixtures("careful")
def test_where_the_channel_says_so_going_back_needs_another_person_too(
    stager: Actor, second: Actor, publish: Publish
) -> None:
    publish(table(45))
    publish(table(50))
    back = partial(services.roll_back, actor=stager, channel=CHANNEL, number=1, motive="Wrong")
    with refused("publication_not_asked"):
        back()
    asked = services.ask_for_rollback(actor=stager, channel=CHANNEL, number=1, motive="Wrong")
    with refused("approval_waiting"):
        back(approval_id=asked.id)
    approvals.grant(actor=second, approval_id=asked.id)
    with refused("approval_another"):
        back(approval_id=other_approval(stager, second))
    assert back(approval_id=asked.id).restores == 1


def other_approval(stager: Actor, second: Actor) -> UUID:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(60))
    asked = services.propose(actor=stager, staged_id=staged.id, motive="Order")
    approvals.grant(actor=second, approval_id=asked.id)
    return asked.id


@pytest.mark.usefixtures("careful")
def test_protected_content_is_read_with_an_entry_and_by_publishers_only(
    stager: Actor, publish: Publish
) -> None:
    version = publish(table(45))
    staged = services.stage(actor=stager, channel=CHANNEL, content=table(50))
    before = Entry.objects.filter(verb="record.read").count()
    assert selectors.readable(stager, version.id) == table(45)
    assert selectors.difference(stager, staged.id)
    assert Entry.objects.filter(verb="record.read").count() == before + 2
    with refused("absent"):
        selectors.readable(acting("primary_officer", "MSB"), version.id)


@pytest.mark.usefixtures("careful")
def test_who_only_stages_on_a_protected_channel_is_shown_no_difference(
    stager: Actor, publish: Publish
) -> None:
    version = publish(table(45))
    only = replace(
        stager, grants=(Scope("clerk", "", frozenset({"publication.read", "publication.stage"})),)
    )
    staged = services.stage(actor=only, channel=CHANNEL, content=table(50))
    assert selectors.difference(only, staged.id) == []
    assert selectors.difference(stager, staged.id)
    read = Entry.objects.filter(verb="record.read").select_related("body")
    assert [each.body["ids"] for each in opened(read)] == [[str(staged.id), str(version.id)]]


def test_nothing_is_asked_for_where_one_person_goes_back(stager: Actor, publish: Publish) -> None:
    publish(table(45))
    publish(table(50))
    with refused("absent"):
        services.ask_for_rollback(actor=stager, channel=CHANNEL, number=1, motive="Wrong")


def test_a_version_grows_old_by_the_measure_of_its_room(publish: Publish) -> None:
    version = publish()
    limit = room.publication_kinds()[CHANNEL].stale_after
    assert limit
    assert not selectors.is_stale(version, NOW + limit)
    assert selectors.is_stale(version, NOW + limit + timedelta(days=1))


def test_what_a_post_still_needs_is_handed_out_in_order(publish: Publish) -> None:
    made = [publish(table(minutes)) for minutes in (40, 41, 42)]
    assert selectors.after(CHANNEL, 1) == made[1:]
    assert selectors.after(CHANNEL, 3) == []
