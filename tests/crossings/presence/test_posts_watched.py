"""Headquarters looks along the chains of its posts, for what only two of them together show."""

from datetime import timedelta
from uuid import UUID

import pytest

from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.platform import node
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.crossings.conftest import NOW
from tests.crossings.presence.conftest import Watch

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
POST = UUID("0193a5d0-0000-7000-8000-000000000001")


def carried(place: str, number: int, minutes: int) -> None:
    """What the chain of a post brought: the entries, and the rows that they stand for."""
    at, inspection, decision = NOW + timedelta(minutes=minutes), uuid7(), uuid7()
    row = Inspection.objects.create(
        id=inspection,
        place=place,
        desk="Desk 1",
        officer=str(uuid7()),
        direction="entry",
        opened_at=at,
        zone=b"",
        document_hash=bytes([number]) * 16,
        captured_at=at,
        captured_how="unknown",
    )
    made = Decision.objects.create(
        id=decision,
        inspection=row,
        officer=row.officer,
        outcome="admitted",
        decided_at=at,
        idempotency_key=uuid7(),
    )
    Crossing.objects.create(
        decision=made,
        direction="entry",
        place=place,
        document_hash=row.document_hash,
        occurred_at=at,
        recorded_at=at,
    )
    chain = UUID(int=POST.int + sum(place.encode()))
    for verb, subject in (("inspection.opened", inspection), ("decision.made", decision)):
        Entry.objects.create(
            node=chain,
            epoch=1,
            sequence=Entry.objects.filter(node=chain).count() + 1,
            verb=verb,
            actor=row.officer,
            subject=str(subject),
            place=place,
            occurred_at=at,
            recorded_at=at,
            body_digest=b"",
            previous=b"",
            digest=b"",
        )


@pytest.mark.parametrize("late", [("MSB", "MPB"), ("MPB", "MSB")])
def test_headquarters_sees_two_posts_in_what_they_sent_whichever_came_first(
    watches: Watch, late: tuple[str, str]
) -> None:
    for place in late:
        carried(place, 1, minutes=10 if place == "MPB" else 0)
        found = watches()
    assert [(each.pattern, each.place, each.node) for each in found] == [
        ("two_posts", "MPB", node.current().id)
    ]


def test_what_a_post_sees_itself_headquarters_does_not_tell_again(watches: Watch) -> None:
    for number in range(6):
        carried("MSB", 1, number)
        carried("MSB", 10 + number, number)
    assert watches() == []
