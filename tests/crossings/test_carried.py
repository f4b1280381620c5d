"""A batch of entries written together gives the rows that they give one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.crossings import carried, projectors
from moeli.crossings.documents import document_hash
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.crossings.sealing import zone_binding
from moeli.platform.ids import uuid7
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded
from tests.crossings.conftest import CITIZEN, NOW, SPECIMEN
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
POST = UUID("0193a5d0-0000-7000-8000-000000000001")

acts = st.lists(
    st.tuples(
        st.sampled_from(["open", "open", "decide"]),
        st.integers(0, 1),  # the desk, or whether the traveller crosses
        st.integers(0, 5),  # which of the inspections
        # Seconds: a clock may go back; hours: who ran out is not superseded any more.
        st.integers(-30, 30) | st.sampled_from([-20_000, -14_390, 14_390, 20_000]),
    ),
    min_size=3,
    max_size=12,
)


def opened(number: int, desk: int, seconds: int, zone: str = SPECIMEN) -> Recorded:
    body: dict[str, object] = {
        "desk": f"Desk {desk}",
        "direction": "entry",
        "reason": "primary_inspection",
        "document_hash": bytes(16).hex(),
        "document_code": "P",
        "issuing_state": "UTO",
        "nationality": "UTO",
        "zone": zone,
    }
    if number % 2:  # entries of before the capture was told stay valid
        body["capture"] = {"how": "wedge_scan", "at": NOW.isoformat(), "image": "ab" * 32}
    at = NOW + timedelta(seconds=10 * number + seconds)
    about = (uuid7(), POST, "inspection.opened", "officer-1", str(uuid7()), "MSB", at, at, body)
    return Recorded(*about)


def decided(inspection: str, number: int, *, crosses: bool) -> Recorded:
    body = {
        "inspection": inspection,
        "outcome": "admitted" if crosses else "refused",
        "ground": "" if crosses else "document_expired",
        "idempotency_key": str(uuid7()),
        "crossing": str(uuid7()) if crosses else None,
    }
    at = NOW + timedelta(seconds=10 * number)
    about = (uuid7(), POST, "decision.made", "officer-1", str(uuid7()), "MSB", at, at, body)
    return Recorded(*about)


def history(drawn: Sequence[tuple[str, int, int, int]]) -> list[Recorded]:
    """What a post may have recorded: inspections, and a decision on some of them, once each."""
    made: list[Recorded] = []
    undecided: list[str] = []
    for number, (act, flag, which, seconds) in enumerate(drawn):
        if act == "open":
            made.append(opened(number, flag, seconds))
            undecided.append(made[-1].subject)
        elif undecided:
            inspection = undecided.pop(which % len(undecided))
            made.append(decided(inspection, number, crosses=bool(flag)))
    return made


def rows() -> list[list[dict[str, object]]]:
    kept = [
        Inspection.objects.order_by("id").values(
            "id", "desk", "superseded_at", "document_hash", "captured_how", "captured_at"
        ),
        Decision.objects.order_by("id").values("id", "inspection", "outcome", "idempotency_key"),
        Crossing.objects.order_by("id").values("id", "decision", "document_hash", "occurred_at"),
    ]
    return [[_plain(row) for row in table] for table in kept]


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()}


class TakenBackError(Exception):
    """Leaves the tables as they were."""


def tables_after(*runs: Sequence[Recorded], together: bool) -> list[list[dict[str, object]]]:
    found: list[list[dict[str, object]]] = []
    try:
        with transaction.atomic():
            for run in runs:
                carried.write(run) if together else one_by_one(run)
            found = rows()
            raise TakenBackError
    except TakenBackError:
        return found


def one_by_one(run: Sequence[Recorded]) -> None:
    project = {
        "inspection.opened": projectors.inspection_opened,
        "decision.made": projectors.decision_made,
    }
    for each in run:
        project[each.verb](each)


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=acts, cut=st.integers(0, 12))
def test_together_or_one_by_one_the_tables_are_the_same(
    drawn: list[tuple[str, int, int, int]], cut: int
) -> None:
    whole = history(drawn)
    wanted = tables_after(whole, together=False)
    assert tables_after(whole, together=True) == wanted
    assert tables_after(whole[:cut], whole[cut:], together=True) == wanted


def test_of_three_in_a_row_each_supersedes_the_one_before_it_alone() -> None:
    run = [opened(number, 0, 0) for number in range(3)]
    carried.write(run)
    kept = Inspection.objects.order_by("opened_at").values_list("superseded_at", flat=True)
    assert list(kept) == [run[1].occurred_at, run[2].occurred_at, None]


@pytest.mark.parametrize("together", [True, False])
def test_who_ran_out_hours_ago_is_not_superseded(together: bool) -> None:
    run = [opened(0, 0, -14_500), opened(0, 0, -14_300), opened(0, 0, 0)]
    carried.write(run) if together else one_by_one(run)
    kept = Inspection.objects.order_by("opened_at").values_list("superseded_at", flat=True)
    assert list(kept) == [run[1].occurred_at, run[2].occurred_at, None]
    much_later = opened(0, 0, 14_401)
    carried.write([much_later]) if together else one_by_one([much_later])
    kept = Inspection.objects.order_by("opened_at").values_list("superseded_at", flat=True)
    assert list(kept) == [run[1].occurred_at, run[2].occurred_at, None, None]


def test_written_a_second_time_it_changes_nothing() -> None:
    whole = history([("open", 0, 0, 0), ("open", 0, 0, 0), ("decide", 1, 1, 0)])
    once = tables_after(whole, together=True)
    assert tables_after(whole, whole, together=True) == once
    assert [len(table) for table in once] == [2, 1, 1]


def test_the_document_is_found_by_the_hash_of_this_node_and_not_of_the_post() -> None:
    entry = opened(1, 0, 0)
    for write in (projectors.inspection_opened, lambda each: carried.write([each])):
        with transaction.atomic():
            write(entry)
            found = Inspection.objects.get()
            assert bytes(found.document_hash) == document_hash("UTO", "L898902C3")
            found.delete()


def test_the_zone_is_sealed_anew_and_opens() -> None:
    carried.write([opened(1, 0, 0), opened(2, 1, 0, CITIZEN)])
    for row, zone in zip(
        Inspection.objects.order_by("opened_at"), (SPECIMEN, CITIZEN), strict=True
    ):
        assert keyring.unseal(zone_binding(row), bytes(row.zone)).decode() == zone


def test_a_decision_without_its_inspection_is_refused_whole() -> None:
    orphan = decided(str(uuid7()), 1, crosses=True)
    with pytest.raises(KeyError):
        carried.write([opened(1, 0, 0), orphan])
    with pytest.raises(Inspection.DoesNotExist):
        projectors.decision_made(replace(orphan, id=uuid7()))
    assert not Decision.objects.exists()


def test_a_post_decides_no_inspection_of_another() -> None:
    mine = opened(1, 0, 0)
    carried.write([mine])
    theirs = replace(decided(mine.subject, 2, crosses=True), place="CAL")
    for write in (projectors.decision_made, lambda each: carried.write([each])):
        with pytest.raises(Inspection.DoesNotExist):
            write(theirs)
    assert not Decision.objects.exists()
