"""What a serving process has loaded is not swept again; what it makes afterwards is."""

import gc
from collections.abc import Iterator

import pytest

from moeli.config import collecting


class _Ring:
    """Two of which keep each other alive, until somebody sweeps."""

    other: "_Ring"


@pytest.fixture
def settled() -> Iterator[int]:
    """How many objects a sweep of everything would pass without it."""
    gc.unfreeze()
    before = len(gc.get_objects())
    with collecting.nothing():
        pass
    yield before
    gc.unfreeze()


def test_nothing_that_was_loaded_is_swept_again(settled: int) -> None:
    assert gc.get_freeze_count() > 0.9 * settled
    assert len(gc.get_objects()) < 0.1 * settled


def test_what_is_made_afterwards_is_swept_as_before(settled: int) -> None:
    one = _Ring()
    one.other, one.other.other = _Ring(), one
    del one
    assert gc.collect() >= 2
