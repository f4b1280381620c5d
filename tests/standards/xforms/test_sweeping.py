"""While a form is read nothing is swept; afterwards all is as it was found."""

import gc
from collections.abc import Iterator

import pytest

from moeli.standards import xforms
from moeli.standards.xforms.lint import report
from moeli.standards.xforms.sweeping import swept_afterwards


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_swept_while_a_form_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    opened = report.opened
    monkeypatch.setattr(
        report, "opened", lambda *given: seen.append(gc.isenabled()) or opened(*given)
    )
    xforms.lint(b"no form")
    assert seen == [False]
    assert gc.isenabled()


def test_sweeping_goes_on_after_an_error() -> None:
    with pytest.raises(RuntimeError), swept_afterwards():
        raise RuntimeError
    assert gc.isenabled()


def test_whoever_had_turned_it_off_finds_it_off() -> None:
    gc.disable()
    with swept_afterwards():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize("first_out", [0, 1])
def test_of_two_at_once_the_last_leaves_it_on(first_out: int) -> None:
    both = [swept_afterwards(), swept_afterwards()]
    for each in both:
        each.__enter__()
    both[first_out].__exit__(None, None, None)
    both[1 - first_out].__exit__(None, None, None)
    assert gc.isenabled()
