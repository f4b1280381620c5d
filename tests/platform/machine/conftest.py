"""A reader at a desk of Maseru Bridge, by itself and with an officer's name."""

import pytest

from tests.platform.machine.callers import Machine, Officer, at_desk, enrolled, lent


@pytest.fixture
def reader(db: None) -> Machine:
    """A document reader that nobody has lent her name."""
    return enrolled()


@pytest.fixture
def officer(db: None) -> Officer:
    """The officer at the same desk."""
    return at_desk()


@pytest.fixture
def acting(reader: Machine, officer: Officer) -> Machine:
    """The reader, acting for the officer."""
    return lent(reader, officer)
