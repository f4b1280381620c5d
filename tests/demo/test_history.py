"""Drawn history in the journal: the rows that the desk's services write, and a sound chain."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction

from moeli.crossings import services
from moeli.crossings.capture import Capture
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.demo import history
from moeli.demo.journeys import Passage
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
_CHANCE = {"id", "idempotency_key", "key_subject", "zone", "decision", "inspection", "recorded_at"}


def rows() -> list[list[dict[str, object]]]:
    """What is stored, but for drawn ids and envelopes."""
    return [
        [
            {f.name: f.value_from_object(row) for f in model._meta.fields if f.name not in _CHANCE}
            for row in model.objects.order_by(by)
        ]
        for model, by in (
            (Inspection, "opened_at"),
            (Decision, "decided_at"),
            (Crossing, "occurred_at"),
        )
    ]


def at_the_desk(passage: Passage, ground: str) -> None:
    """The same passage by the services that officers use."""
    with clock.standing_still(passage.moment):
        inspection = services.open_inspection(
            actor=SYSTEM,
            place=passage.place,
            desk=passage.desk,
            direction=passage.direction,
            zone=passage.traveller.zone,
            reason="primary",
            capture=Capture(passage.how),
        )
    with clock.standing_still(passage.decided_at):
        services.decide(
            actor=SYSTEM,
            inspection_id=inspection.id,
            outcome=passage.outcome,
            ground=ground,
            idempotency_key=UUID(int=int(passage.moment.timestamp() * 1e6)),
        )


def test_it_writes_what_the_services_write() -> None:
    plan = history.plan(60, 7, 3, NOW)
    assert list(history.load(plan, SYSTEM.id)) == plan
    drawn = rows()
    grounds = {row.decided_at: row.ground for row in Decision.objects.all()}
    verbs = list(Entry.objects.in_order().values_list("verb", flat=True))
    with transaction.atomic():
        for model in (Crossing, Decision, Inspection):
            model.objects.all().delete()
    for each in plan:
        at_the_desk(each, grounds[each.decided_at])
    assert rows() == drawn
    assert sorted(Entry.objects.in_order().values_list("verb", flat=True)[len(verbs) :]) == sorted(
        verbs
    )


def test_every_inspection_is_decided_and_none_superseded() -> None:
    list(history.load(history.plan(80, 7, 2, NOW), SYSTEM.id))
    assert not Inspection.objects.filter(decision=None).exists()
    assert not Inspection.objects.exclude(superseded_at=None).exists()


def test_the_chain_is_sound_and_in_the_order_of_time() -> None:
    list(history.load(history.plan(80, 7, 40, NOW), SYSTEM.id))
    assert verify().sound
    recorded = list(Entry.objects.in_order().values_list("recorded_at", "occurred_at"))
    assert [at for at, _ in recorded] == sorted(at for at, _ in recorded)
    assert all((at - occurred).total_seconds() < 4.1 * 3_600 for at, occurred in recorded)


def test_what_was_recorded_in_a_month_is_sealed_with_its_key() -> None:
    list(history.load(history.plan(80, 7, 80, NOW), SYSTEM.id))
    months = {row.key_subject[-7:] for row in Inspection.objects.all()}
    assert {"2026-10", "2026-11"} <= months
