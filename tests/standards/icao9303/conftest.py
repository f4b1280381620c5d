"""The day on which the tests read, and the zones they read most."""

from datetime import date

import pytest

TODAY = date(2026, 11, 24)
TD3 = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)


@pytest.fixture
def today() -> date:
    return TODAY
