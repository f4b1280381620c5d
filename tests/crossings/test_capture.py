"""How a document came before the officer: told, kept, carried, and missing from old entries."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings import carried, projectors
from moeli.crossings.capture import NOT_TOLD, Capture, How, capture_in
from moeli.crossings.models import Decision, Inspection
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.room import Recorded
from tests.crossings.conftest import NOW

Open = Callable[..., Inspection]
Decide = Callable[..., Decision]
DIGEST = bytes(range(32))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
captures = st.builds(
    Capture,
    st.sampled_from(How),
    st.none() | moments,
    st.just(b"") | st.binary(min_size=32, max_size=32),
)


@given(capture=captures, opened_at=moments)
def test_what_is_told_is_read_again_and_is_never_later_than_the_opening(
    capture: Capture, opened_at: datetime
) -> None:
    again = capture_in(capture.told(opened_at))
    assert (again.how, again.image_sha256) == (capture.how, capture.image_sha256)
    assert again.at == min(capture.at or opened_at, opened_at)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["how", "at", "image", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(told=json_values)
def test_whatever_another_node_says_is_a_capture(told: object) -> None:
    capture = capture_in(told)
    assert capture.how in How
    assert len(capture.image_sha256) in {0, 32}
    assert capture.at is None or capture.at.tzinfo is not None


def test_a_way_of_a_later_edition_is_unknown_and_its_time_stands() -> None:
    told = {"how": "by_thought", "at": NOW.isoformat(), "image": ""}
    assert capture_in(told) == Capture(How.UNKNOWN, NOW)


@pytest.mark.parametrize("bad", [{"image_sha256": b"short"}, {"at": datetime(2026, 1, 1)}])
def test_no_capture_holds_half_a_digest_or_a_time_of_nowhere(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|time zone"):
        Capture(How.PHOTO_READ, **bad)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("how", [How.WEDGE_SCAN, How.PHOTO_READ, How.CHIP])
def test_only_a_machine_vouches_that_the_document_was_there(how: How) -> None:
    assert how.by_machine
    assert [each for each in How if each.by_machine and each.says_nothing] == []


@pytest.mark.django_db
@pytest.mark.both_engines
class TestKept:
    """What the row and the entry hold."""

    def test_a_decision_carries_how_when_and_of_which_image(
        self, open_: Open, decide: Decide
    ) -> None:
        a_moment_ago = NOW - timedelta(seconds=4)
        seen = open_(capture=Capture(How.PHOTO_READ, a_moment_ago, DIGEST))
        kept = Decision.objects.get(id=decide(seen.id).id).inspection
        assert (kept.captured_how, kept.captured_at) == ("photo_read", a_moment_ago)
        assert bytes(kept.image_sha256) == DIGEST

    def test_who_says_nothing_gets_the_moment_of_opening_and_unknown(self, open_: Open) -> None:
        kept = open_()
        kept.refresh_from_db()
        assert (kept.captured_how, kept.captured_at) == ("unknown", NOW)
        assert bytes(kept.image_sha256) == b""

    @pytest.mark.parametrize(
        "write", [projectors.inspection_opened, lambda one: carried.write([one])]
    )
    def test_an_entry_of_before_makes_its_row(
        self, open_: Open, write: Callable[[Recorded], None]
    ) -> None:
        open_(capture=Capture(How.CHIP))
        recorded = next(iter(opened(Entry.objects.filter(verb="inspection.opened"))))
        Inspection.objects.all().delete()
        body = {key: value for key, value in recorded.body.items() if key != "capture"}
        write(_with_body(recorded, body))
        kept = Inspection.objects.get()
        assert (kept.captured_how, kept.captured_at) == ("unknown", NOT_TOLD.at)


def _with_body(recorded: Recorded, body: dict[str, object]) -> Recorded:
    return Recorded(
        recorded.id,
        recorded.node,
        recorded.verb,
        recorded.actor,
        recorded.subject,
        recorded.place,
        recorded.occurred_at,
        recorded.recorded_at,
        body,
    )
