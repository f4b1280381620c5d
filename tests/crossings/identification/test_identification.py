"""A Mosotho without any document: asked, vouched for, confirmed by a second officer, decided."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from moeli.crossings.identification.models import Identification
from moeli.crossings.identification.selectors import identification_view, waiting
from moeli.crossings.identification.services import (
    Voucher,
    begin_identification,
    decide_identified,
    give_word,
    vouch,
)
from moeli.crossings.identification.words import Word
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.crossings import replaying
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
MAY = OFFICER_ACTIONS | {"identification.confirm"}
ANSWERS = {"name": "Thato Drawn", "village": "Ha Invented, Leribe", "chief": "Morena Drawn"}
CHIEF = Voucher(kind="chief_called", by="5900 0000")
VERBS = [f"identification.{each}" for each in ("begun", "vouched", "worded", "closed")]


@pytest.fixture
def first() -> Actor:
    return officer_at("MSB", MAY)


@pytest.fixture
def second() -> Actor:
    return officer_at("MSB", MAY)


@pytest.fixture
def begin(first: Actor) -> Callable[..., Identification]:
    def begin(**given: object) -> Identification:
        asked = {"place": "MSB", "desk": "Desk 1", "direction": Direction.ENTRY, **given}
        return begin_identification(**{"actor": first, "answers": ANSWERS, **asked})  # type: ignore[arg-type]  # a test gives what it wants

    return begin


@pytest.fixture
def confirmed(
    begin: Callable[..., Identification], first: Actor, second: Actor
) -> Callable[..., Identification]:
    def confirmed(**given: object) -> Identification:
        row = begin(**given)
        vouch(actor=first, identification_id=row.id, voucher=CHIEF)
        return give_word(actor=second, identification_id=row.id, word=Word.CONFIRMED)

    return confirmed


@pytest.mark.parametrize(
    ("direction", "outcome"),
    [(Direction.ENTRY, Outcome.ADMITTED), (Direction.EXIT, Outcome.DEPARTED)],
)
def test_questions_voucher_and_second_officer_lead_to_a_crossing(
    confirmed: Callable[..., Identification], first: Actor, direction: Direction, outcome: Outcome
) -> None:
    row, key = confirmed(direction=direction), uuid7()
    decided = decide_identified(
        actor=first, identification_id=row.id, outcome=outcome, idempotency_key=key
    )
    inspection = decided.inspection
    assert (inspection.reason, inspection.nationality) == ("identification", "LSO")
    assert Crossing.objects.get().document_hash == inspection.document_hash
    assert Identification.objects.get().inspection_id == inspection.id
    again = decide_identified(
        actor=first, identification_id=row.id, outcome=outcome, idempotency_key=key
    )
    assert again.id == decided.id
    with refused("identification_closed"):
        decide_identified(
            actor=first, identification_id=row.id, outcome=outcome, idempotency_key=uuid7()
        )
    assert verify().sound


def test_what_was_said_is_sealed_and_every_look_is_journaled(
    begin: Callable[..., Identification], first: Actor, second: Actor
) -> None:
    row = begin()
    assert b"Drawn" not in bytes(row.answers)
    assert identification_view(first, row.id).answers == ANSWERS
    vouch(actor=first, identification_id=row.id, voucher=CHIEF)
    seen = identification_view(second, row.id)
    assert (seen.voucher, seen.vouched_by) == ("chief_called", "5900 0000")
    assert (seen.own, seen.may_confirm) == (False, True)
    assert identification_view(first, row.id).may_confirm is False
    assert Entry.objects.filter(verb="record.read", subject=str(row.id)).count() == 3
    (listed,) = waiting(second, "MSB")
    assert (listed.id, listed.own, listed.word) == (row.id, False, "")
    assert waiting(officer_at("CAL", MAY), "MSB") == ()


def test_nobody_is_both_officers_and_nobody_is_confirmed_without_a_voucher(
    begin: Callable[..., Identification], first: Actor, second: Actor
) -> None:
    row = begin()
    with refused("identification_no_voucher"):
        give_word(actor=second, identification_id=row.id, word=Word.CONFIRMED)
    vouch(actor=first, identification_id=row.id, voucher=CHIEF)
    with refused("identification_same_officer"):
        give_word(actor=first, identification_id=row.id, word=Word.CONFIRMED)
    with refused("absent"):
        give_word(actor=officer_at("MSB"), identification_id=row.id, word=Word.CONFIRMED)
    give_word(actor=second, identification_id=row.id, word=Word.CONFIRMED)
    with refused("identification_worded"):
        give_word(actor=second, identification_id=row.id, word=Word.NOT_CONFIRMED)
    with refused("identification_worded"):
        vouch(actor=first, identification_id=row.id, voucher=CHIEF)


def test_who_is_not_confirmed_is_referred_and_never_turned_away(
    begin: Callable[..., Identification], first: Actor, second: Actor
) -> None:
    row = begin()
    for word in ("", Word.NOT_CONFIRMED):
        if word:
            give_word(actor=second, identification_id=row.id, word=Word(word))
        assert identification_view(first, row.id).offered == (Outcome.REFERRED,)
        for outcome in set(Outcome) - {Outcome.REFERRED}:
            with refused("identification_not_confirmed"):
                decide_identified(
                    actor=first, identification_id=row.id, outcome=outcome, idempotency_key=uuid7()
                )
    decided = decide_identified(
        actor=first, identification_id=row.id, outcome=Outcome.REFERRED, idempotency_key=uuid7()
    )
    assert decided.inspection.nationality == ""
    assert not Crossing.objects.exists()
    assert identification_view(first, row.id).answers == {}


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.ADMITTED, Outcome.REFERRED}))
def test_a_confirmed_person_who_comes_home_is_admitted_or_referred(
    confirmed: Callable[..., Identification], first: Actor, outcome: Outcome
) -> None:
    row = confirmed()
    assert identification_view(first, row.id).offered == (Outcome.ADMITTED, Outcome.REFERRED)
    with refused("identification_not_confirmed"):
        decide_identified(
            actor=first, identification_id=row.id, outcome=outcome, idempotency_key=uuid7()
        )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answers": {"name": "Thato", "village": "Leribe"}}, "identification_too_few"),
        ({"answers": {"born": "1990", "village": "x", "chief": "y"}}, "identification_too_few"),
        ({"answers": ANSWERS | {"religion": "none"}}, "identification_bad_answer"),
        ({"answers": ANSWERS | {"school": "x" * 121}}, "identification_bad_answer"),
        ({"desk": ""}, "identification_wrong_place"),
        ({"place": "CAL"}, "absent"),
    ],
)
def test_what_is_too_little_to_begin_with_is_said(
    begin: Callable[..., Identification], given: dict[str, object], code: str
) -> None:
    with refused(code):
        begin(**given)
    assert not Identification.objects.exists()


@pytest.mark.parametrize(
    "voucher",
    [
        Voucher(kind="best_friend", by="here"),
        Voucher(kind="chief_called", by=" "),
        Voucher(kind="chief_called", by="x" * 121),
    ],
)
def test_a_voucher_is_one_of_the_table_and_can_be_found_again(
    begin: Callable[..., Identification], first: Actor, voucher: Voucher
) -> None:
    row = begin()
    with refused("identification_bad_voucher"):
        vouch(actor=first, identification_id=row.id, voucher=voucher)


def test_after_its_time_only_a_new_one_is_decided(
    confirmed: Callable[..., Identification], first: Actor, second: Actor
) -> None:
    row = confirmed()
    with clock.standing_still(NOW + timedelta(minutes=240)):
        assert identification_view(first, row.id).offered
    with clock.standing_still(NOW + timedelta(minutes=241)):
        seen = identification_view(first, row.id)
        assert (seen.over, seen.decided, seen.answers, seen.offered) == (True, False, {}, ())
        assert waiting(first, "MSB") == ()
        with refused("identification_stale"):
            decide_identified(
                actor=first,
                identification_id=row.id,
                outcome=Outcome.ADMITTED,
                idempotency_key=uuid7(),
            )
    for stranger in (officer_at("CAL", MAY), Actor(id="nobody")):
        with refused("absent"):
            identification_view(stranger, row.id)
        with refused("absent"):
            vouch(actor=stranger, identification_id=row.id, voucher=CHIEF)


def test_two_persons_without_document_share_no_history(
    confirmed: Callable[..., Identification], first: Actor
) -> None:
    for _ in range(2):
        decide_identified(
            actor=first,
            identification_id=confirmed().id,
            outcome=Outcome.ADMITTED,
            idempotency_key=uuid7(),
        )
    assert len({bytes(each.document_hash) for each in Inspection.objects.all()}) == 2


def test_a_key_that_decided_somebody_else_decides_nobody(
    confirmed: Callable[..., Identification], first: Actor
) -> None:
    key = uuid7()
    rows = [confirmed(), confirmed()]
    decide_identified(
        actor=first, identification_id=rows[0].id, outcome=Outcome.ADMITTED, idempotency_key=key
    )
    with refused("key_reused"):
        decide_identified(
            actor=first, identification_id=rows[1].id, outcome=Outcome.ADMITTED, idempotency_key=key
        )
    assert Identification.objects.get(id=rows[1].id).closed_at is None


def test_the_journal_alone_tells_it_again_and_twice_is_once(
    confirmed: Callable[..., Identification], begin: Callable[..., Identification], first: Actor
) -> None:
    begin()
    row = confirmed()
    decide_identified(
        actor=first, identification_id=row.id, outcome=Outcome.ADMITTED, idempotency_key=uuid7()
    )
    kept = replaying.rows(Identification, "answers", "vouched_by")
    inspections = replaying.rows(Inspection, "zone")
    for table in (Crossing, Decision, Identification, Inspection):
        table._default_manager.all().delete()
    replaying.again(replaying.told(*VERBS, "decision.made"))
    assert replaying.rows(Identification, "answers", "vouched_by") == kept
    assert replaying.rows(Inspection, "zone") == inspections
