"""Asking others: n distinct people, never oneself, within the time, used once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from moeli.platform import clock, node
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.models import AccountHelp, User
from moeli.platform.approvals import selectors, services
from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.approvals.standing import Standing
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Body, Entry
from moeli.platform.keyring import services as keyring
from tests.platform.approvals.conftest import ALL, ENDS, NOW, same_person, someone
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SUBJECT = "safe sha256:00ff"


def asked(by: Actor, kind: str = "two", **given: object) -> Approval:
    return services.ask(  # type: ignore[arg-type]  # a test may hand in any argument
        **{"actor": by, "kind": kind, "subject": SUBJECT, "motive": "Drill", **given}
    )


def use(by: Actor, approval: Approval, kind: str = "two", subject: str = SUBJECT) -> Approval:
    with transaction.atomic():
        return services.use(actor=by, approval_id=approval.id, kind=kind, subject=subject)


def standing(approval: Approval) -> Standing:
    return selectors.standing_of(Approval.objects.get(id=approval.id))


def test_two_others_grant_and_the_act_uses_it_once() -> None:
    asker, first, second = someone(), someone(), someone()
    approval = asked(asker)
    services.grant(actor=first, approval_id=approval.id)
    with refused("approval_waiting"):
        use(asker, approval)
    services.grant(actor=second, approval_id=approval.id)
    assert use(asker, approval).used_by == asker.id
    with refused("approval_used"):
        use(asker, approval)


def test_nobody_grants_what_she_asked_in_whatever_role() -> None:
    asker = someone()
    approval = asked(asker)
    for role in (asker, same_person(asker, role="another")):
        with refused("approval_own"):
            services.grant(actor=role, approval_id=approval.id)


def test_who_took_part_does_not_grant() -> None:
    asker, author = someone(), someone()
    approval = asked(asker, not_by=[author.id])
    with refused("approval_own"):
        services.grant(actor=author, approval_id=approval.id)


def test_the_same_person_is_one_person_in_every_role() -> None:
    asker, first = someone(), someone()
    approval = asked(asker)
    services.grant(actor=first, approval_id=approval.id)
    with refused("approval_already_said"):
        services.grant(actor=same_person(first, role="another"), approval_id=approval.id)
    assert standing(approval) is Standing.WAITING


def test_only_a_person_with_an_open_account_decides() -> None:
    approval, closed = asked(someone()), someone()
    User.objects.filter(id=closed.id).update(is_active=False)
    unknown = replace(someone(), id=str(uuid7()))
    for actor in (SYSTEM, closed, unknown):
        with refused("approval_not_a_person"):
            services.grant(actor=actor, approval_id=approval.id)


def test_a_kind_asks_for_more_people_when_told_and_never_for_fewer() -> None:
    asker = someone()
    assert asked(asker, needed=3).needed == 3
    assert asked(asker, needed=1, subject="another").needed == 2


def test_one_denial_ends_it_for_ever_and_is_shown_when_asked_again() -> None:
    asker, first, second = someone(), someone(name="Thabo"), someone()
    approval = asked(asker)
    services.deny(actor=first, approval_id=approval.id, motive="The figure is wrong")
    with refused("approval_denied"):
        services.grant(actor=second, approval_id=approval.id)
    again = selectors.approval(second, asked(asker).id)
    assert [(each.name, each.motive) for each in again.denied_before] == [
        ("Thabo", "The figure is wrong")
    ]


def test_what_was_granted_can_still_be_stopped_before_it_is_used() -> None:
    asker, first, second, third = someone(), someone(), someone(), someone()
    approval = asked(asker)
    for each in (first, second):
        services.grant(actor=each, approval_id=approval.id)
    services.deny(actor=third, approval_id=approval.id, motive="Stop")
    with refused("approval_denied"):
        use(asker, approval)


def test_motives_are_required_for_asking_and_for_a_no() -> None:
    asker, other = someone(), someone()
    with refused("approval_motive_missing"):
        asked(asker, motive=" ")
    approval = asked(asker)
    with refused("approval_motive_missing"):
        services.deny(actor=other, approval_id=approval.id, motive="")


def test_motives_lie_sealed_in_the_journal_and_nowhere_else() -> None:
    approval = asked(someone(), motive="CANARYMOTIVE")
    bodies = [bytes(each.sealed) for each in Body.objects.all()]
    assert not [each for each in bodies if b"CANARYMOTIVE" in each]
    assert "CANARYMOTIVE" not in str(Approval.objects.values().get(id=approval.id))
    assert selectors.approval(someone(), approval.id).motive == "CANARYMOTIVE"


def test_after_its_time_it_is_neither_granted_nor_used() -> None:
    asker, first, second = someone(), someone(), someone()
    approval = asked(asker, kind="one")
    with clock.standing_still(NOW + ENDS), refused("approval_expired"):
        services.grant(actor=first, approval_id=approval.id)
    services.grant(actor=second, approval_id=approval.id)
    with clock.standing_still(NOW + ENDS), refused("approval_expired"):
        use(asker, approval, "one")
    with clock.standing_still(NOW + ENDS - timedelta(seconds=1)):
        assert use(asker, approval, "one").used_at


def test_the_one_who_asked_withdraws_and_nobody_else() -> None:
    asker, other = someone(), someone()
    approval = asked(asker)
    with refused("absent"):
        services.withdraw(actor=other, approval_id=approval.id)
    services.withdraw(actor=asker, approval_id=approval.id)
    with refused("approval_withdrawn"):
        services.grant(actor=other, approval_id=approval.id)


@pytest.mark.parametrize(("kind", "subject"), [("two", "safe sha256:ffff"), ("one", SUBJECT)])
def test_it_serves_no_other_subject_and_no_other_act(kind: str, subject: str) -> None:
    asker = someone()
    approval = asked(asker)
    for each in (someone(), someone()):
        services.grant(actor=each, approval_id=approval.id)
    with refused("approval_another"):
        use(asker, approval, kind, subject)
    assert standing(approval) is Standing.GRANTED


def test_an_act_that_fails_leaves_the_approval_unused() -> None:
    asker = someone()
    approval = asked(asker, kind="one")
    services.grant(actor=someone(), approval_id=approval.id)

    @transaction.atomic
    def fail() -> None:
        services.use(actor=asker, approval_id=approval.id, kind="one", subject=SUBJECT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert use(asker, approval, "one").used_at


@pytest.mark.django_db(transaction=True)
def test_it_is_used_in_the_transaction_of_the_act() -> None:
    asker = someone()
    approval = asked(asker, kind="one")
    with pytest.raises(RuntimeError, match="in the transaction"):
        services.use(actor=asker, approval_id=approval.id, kind="one", subject=SUBJECT)


def test_the_same_thing_is_asked_once_at_a_time() -> None:
    asker, other = someone(), someone()
    approval = asked(asker)
    with refused("approval_already_asked"):
        asked(asker)
    services.deny(actor=other, approval_id=approval.id, motive="No")
    assert asked(asker).id != approval.id


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, id: services.grant(actor=actor, approval_id=id),
        lambda actor, id: services.deny(actor=actor, approval_id=id, motive="No"),
        lambda actor, id: selectors.approval(actor, id),
    ],
)
def test_who_may_not_decide_sees_nothing_there(act: Callable[[Actor, object], object]) -> None:
    approval, reader = asked(someone()), someone(frozenset({"approval.read"}))
    for id in (approval.id, uuid7()):
        with refused("absent"):
            act(reader, id)


def test_a_place_limits_who_decides() -> None:
    approval = asked(someone(), place="MSB")
    with refused("absent"):
        services.grant(actor=someone(place="MIA"), approval_id=approval.id)
    assert services.grant(actor=someone(place="MSB"), approval_id=approval.id)


def test_what_another_node_asked_is_neither_decided_nor_used_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asker = someone()
    approval = asked(asker, kind="one")
    services.grant(actor=someone(), approval_id=approval.id)
    elsewhere = replace(node.current(), id=uuid7())
    monkeypatch.setattr(node, "current", lambda: elsewhere)
    with refused("absent"):
        use(asker, approval, "one")
    assert selectors.waiting_for(someone()) == []


def test_the_lists_hold_what_waits_what_she_asked_and_what_is_over() -> None:
    asker, other = someone(), someone()
    waits, over = asked(asker), asked(asker, subject="another")
    services.deny(actor=other, approval_id=over.id, motive="No")
    assert [each.id for each in selectors.waiting_for(other)] == [waits.id]
    assert [each.id for each in selectors.waiting_for(asker)] == []
    assert {each.id for each in selectors.asked_by(asker)} == {over.id, waits.id}
    assert [each.id for each in selectors.decided(other)] == [over.id]


def test_whoever_decides_at_one_place_does_not_decide_for_the_house() -> None:
    approval, local = asked(someone()), someone(place="MSB")
    assert selectors.waiting_for(local) == []
    with refused("absent"):
        services.grant(actor=local, approval_id=approval.id)


def test_who_stands_on_a_password_that_one_other_gave_neither_asks_nor_grants_nor_uses() -> None:
    asker, second = someone(), someone()
    approval, more = asked(asker, kind="one"), asked(asker, kind="one", subject="more")
    services.grant(actor=someone(), approval_id=more.id)
    for each in (asker, second):
        AccountHelp.objects.create(
            id=uuid7(), user_id=each.id, helper=someone().id, kind="password", bare=True, at=NOW
        )
    acts: list[Callable[[], object]] = [
        lambda: asked(asker, subject="another"),
        lambda: services.grant(actor=second, approval_id=approval.id),
        lambda: use(asker, more, "one", "more"),
    ]
    for act in acts:
        with refused("new_hands"):
            act()
    assert services.deny(actor=second, approval_id=approval.id, motive="A no stops nothing wrong")


def test_a_yes_counts_while_its_account_is_open() -> None:
    asker, second = someone(), someone()
    approval = asked(asker, kind="one")
    services.grant(actor=second, approval_id=approval.id)
    User.objects.filter(id=second.id).update(is_active=False)
    with refused("approval_voice_closed"):
        use(asker, approval, "one")


def test_looking_at_motives_is_journaled() -> None:
    asker, other = someone(), someone()
    approval = asked(asker)
    selectors.approval(other, approval.id)
    read = Entry.objects.get(verb="record.read")
    assert (read.actor, read.subject) == (other.id, str(approval.id))


def test_a_month_whose_key_was_shredded_blanks_its_own_motives_only() -> None:
    asker, other = someone(), someone()
    denied = asked(asker, motive="Of November")
    services.deny(actor=other, approval_id=denied.id, motive="Not now")
    with clock.standing_still(NOW + timedelta(days=20)):
        again = asked(asker, motive="Of December")
        keyring.shred(subject=node.current().month(NOW), scope="journal")
        seen = selectors.approval(other, again.id)
    assert seen.motive == "Of December"
    assert [each.motive for each in seen.denied_before] == [""]


def test_an_auditor_sees_all_with_its_motives() -> None:
    approval = asked(someone(), motive="Drill")
    auditor = someone(frozenset({"approval.read", "approval.audit"}))
    assert selectors.approval(auditor, approval.id).motive == "Drill"
    assert ALL.isdisjoint({"approval.audit"})


def test_each_step_is_one_entry_and_no_entry_is_lost() -> None:
    asker, first = someone(), someone()
    approval = asked(asker, kind="one")
    services.grant(actor=first, approval_id=approval.id, motive="Seen")
    use(asker, approval, "one")
    verbs = Entry.objects.filter(subject=str(approval.id)).order_by("sequence")
    assert [each.verb.split(".")[1] for each in verbs] == ["asked", "granted", "used"]
    assert Voice.objects.count() == 1
