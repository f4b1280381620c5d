"""Rows come from entries, once; a voice from another node counts nowhere."""

from dataclasses import replace

import pytest

from moeli.platform.approvals import projectors, services
from moeli.platform.approvals.models import Approval, Voice
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.room import Recorded
from tests.platform.approvals.conftest import someone

pytestmark = pytest.mark.django_db
OF = {
    "approval.asked": projectors.asked,
    "approval.granted": projectors.granted,
    "approval.denied": projectors.denied,
    "approval.withdrawn": projectors.withdrawn,
    "approval.used": projectors.used,
}


@pytest.fixture
def entries() -> list[Recorded]:
    """Asked, granted once, denied."""
    asker, first, second = someone(), someone(), someone()
    approval = services.ask(actor=asker, kind="two", subject="safe", motive="Drill")
    services.grant(actor=first, approval_id=approval.id)
    services.deny(actor=second, approval_id=approval.id, motive="No")
    rows = Entry.objects.filter(verb__startswith="approval.").select_related("body")
    return opened(rows.order_by("sequence"))


def rows() -> list[object]:
    voices = Voice.objects.order_by("said_at", "person").values("person", "says", "said_at")
    return [*Approval.objects.values(), *voices]


def test_replayed_into_empty_tables_they_give_the_same_rows(entries: list[Recorded]) -> None:
    before = rows()
    Voice.objects.all().delete()
    Approval.objects.all().delete()
    for each in entries * 2:
        OF[each.verb](each)
    assert rows() == before


def test_a_voice_that_another_node_claims_counts_for_nothing(entries: list[Recorded]) -> None:
    before = rows()
    for each in entries[1:]:
        OF[each.verb](replace(each, node=uuid7(), actor=str(uuid7())))
    projectors.used(replace(entries[0], verb="approval.used", node=uuid7()))
    assert rows() == before
