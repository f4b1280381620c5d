"""Surroundings of the jobs' tests: a yard whose jobs write rows."""

from collections.abc import Iterator

import pytest

from moeli.platform import room
from tests.platform.jobs import yard as yards
from tests.platform.jobs.yard import Yard


@pytest.fixture
def yard(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[Yard]:
    """A house whose only jobs are the yard's."""
    made = Yard()
    monkeypatch.setattr(room, "jobs", made.jobs)
    with yards.table():
        yield made
