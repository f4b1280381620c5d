"""A gate slip: issued once, used once, in time, at its own port, by those aboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.crossings.slips.models import GateSlip, GateSlipClearance
from moeli.crossings.slips.selectors import slip_day, slip_of_code
from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Body, Entry
from moeli.platform.journal.verify import verify
from tests.crossings.conftest import NOW, officer_at
from tests.crossings.slips.conftest import SLIP_ACTIONS, Issue
from tests.refusals import refused
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Use = Callable[..., GateSlip]


def test_a_slip_is_issued_used_and_in_the_journal(issue: Issue, use: Use) -> None:
    issued = issue(clearances=("customs", "police", "customs"))
    used = use(code=issued.code, aboard=2)
    assert (used.used_at, used.aboard, used.walking, used.riding) == (NOW, 2, 3, 2)
    kept = GateSlipClearance.objects.filter(slip=used).values_list("agency", flat=True)
    assert sorted(kept) == ["customs", "police"]
    assert [
        e.verb for e in Entry.objects.filter(verb__startswith="gate_slip").order_by("sequence")
    ] == [
        "gate_slip.issued",
        "gate_slip.used",
    ]
    assert verify().sound


def test_neither_code_nor_plate_stands_anywhere_in_the_clear(issue: Issue) -> None:
    issued = issue()
    row = GateSlip.objects.values().get()
    stored = repr(row) + repr([bytes(body.sealed) for body in Body.objects.all()])
    assert issued.code not in stored
    assert issued.plate not in stored
    assert issued.code.encode() not in b"".join(
        bytes(v) for v in row.values() if isinstance(v, bytes | memoryview)
    )


def test_a_second_use_is_refused_and_says_when_the_first_was(issue: Issue, use: Use) -> None:
    issued = issue()
    use(code=issued.code, aboard=2)
    with clock.standing_still(NOW + timedelta(minutes=5)), refused("slip_used") as error:
        use(code=issued.code, aboard=2)
    assert "10:00" in str(error.value)
    assert Entry.objects.filter(verb="gate_slip.used").count() == 1


@pytest.mark.parametrize(("minutes", "seconds", "over"), [(45, 0, False), (45, 1, True)])
def test_a_slip_runs_out_after_forty_five_minutes(
    issue: Issue, use: Use, minutes: int, seconds: int, over: bool
) -> None:
    issued = issue()
    with clock.standing_still(NOW + timedelta(minutes=minutes, seconds=seconds)):
        if not over:
            assert use(code=issued.code, aboard=1).aboard == 1
            return
        with refused("slip_run_out"):
            use(code=issued.code, aboard=1)


@settings(
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walking=st.integers(-2, 110), riding=st.integers(-2, 110), aboard=st.integers(-2, 110))
def test_whatever_the_numbers_only_those_who_may_ride_are_counted(
    issue: Issue, use: Use, walking: int, riding: int, aboard: int
) -> None:
    GateSlip.objects.usable().update(replaced_at=NOW)
    code = told(lambda: issue(walking=walking, riding=riding).code)
    if walking < 0 or riding < 1 or walking + riding > 100:
        assert code == "bad_count"
        return
    answer = told(lambda: use(code=code, aboard=aboard).aboard)
    kept = GateSlip.objects.usable().exists()
    if 1 <= aboard <= riding:
        assert (answer, kept) == (aboard, False)
    else:
        assert (answer, kept) == ("nobody_aboard" if aboard < 1 else "too_many_aboard", True)


@pytest.mark.parametrize("code", ["", "nonsense", "0" * 26])
def test_a_code_that_nobody_issued_is_unknown(issue: Issue, use: Use, code: str) -> None:
    issue()
    with refused("unknown_slip"):
        use(code=code, aboard=1)


def test_a_newer_slip_for_the_same_car_takes_the_place_of_the_older(issue: Issue, use: Use) -> None:
    older, newer, other = issue(), issue("a-123-bcd"), issue("CA 9")
    with refused("slip_replaced"):
        use(code=older.code, aboard=1)
    for each in (newer, other):
        assert use(code=each.code, aboard=1).used_at


def test_the_same_press_issues_one_slip(issue: Issue) -> None:
    key = uuid7()
    issue(idempotency_key=key)
    with refused("already_issued"):
        issue(idempotency_key=key)
    assert GateSlip.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"plate": "??"}, "bad_plate"),
        ({"clearances": ("navy",)}, "bad_agency"),
        ({"desk": ""}, "wrong_place"),
    ],
)
def test_what_cannot_be_a_slip_is_refused_whole(
    issue: Issue, given: dict[str, Any], code: str
) -> None:
    with refused(code):
        issue(**given)
    assert not GateSlip.objects.exists()


def test_a_slip_of_another_port_is_unknown_and_a_stranger_learns_nothing(
    issue: Issue, use: Use
) -> None:
    issued, elsewhere = issue(), officer_at("CAL", SLIP_ACTIONS)
    with refused("unknown_slip"):
        use(code=issued.code, aboard=1, actor=elsewhere, place="CAL")
    for stranger in (elsewhere, officer_at("MSB", frozenset({"gate_slip.issue"}))):
        with refused("absent"):
            use(code=issued.code, aboard=1, actor=stranger)
    with refused("absent"):
        issue(actor=elsewhere)


def test_looking_at_a_slip_is_recorded_and_shows_its_car(issue: Issue, clerk: Actor) -> None:
    issued = issue()
    seen = slip_of_code(clerk, "MSB", issued.code)
    assert (seen.plate, seen.walking, seen.riding) == ("A123BCD", 3, 2)
    assert Entry.objects.filter(verb="record.read", subject=str(issued.slip.id)).count() == 1


def test_the_day_counts_cars_and_those_aboard(issue: Issue, use: Use, clerk: Actor) -> None:
    use(code=issue().code, aboard=2)
    issue("CA 9")
    day = slip_day(clerk, "MSB")
    assert (day.issued, day.used, day.aboard) == (2, 1, 2)
    assert slip_day(officer_at("CAL", SLIP_ACTIONS), "MSB").issued == 0


def told(call: Callable[[], object]) -> object:
    """What a call answers: its value, or the code of its refusal."""
    try:
        return call()
    except MoeliError as error:
        return error.code


def rows() -> list[object]:
    known = GateSlip.objects.order_by("id").values(
        "id", "code_hash", "plate_hash", "used_at", "aboard", "replaced_at"
    )
    cleared = GateSlipClearance.objects.order_by("slip", "agency").values_list("slip", "agency")
    return [[_plain(row) for row in known], list(cleared)]


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()}


def test_the_journal_alone_tells_every_slip_again_and_twice_is_once(issue: Issue, use: Use) -> None:
    issue()
    use(code=issue(clearances=("customs",)).code, aboard=1)
    before, entries = rows(), list(opened(Entry.objects.in_order().select_related("body")))
    GateSlipClearance.objects.all().delete()
    GateSlip.objects.all().delete()
    for each in entries * 2:
        project = room.verbs()[each.verb].project
        if project:
            project(each)
        assert room.verbs()[each.verb].render(each)
    assert rows() == before
