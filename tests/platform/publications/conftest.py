"""Two people at headquarters, an officer, and the hour at which they act."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.publications.models import Version
from tests.platform.publications.tables import table
from tests.publishing import CHANNEL, acting
from tests.publishing import published as published_by

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
__all__ = ["CHANNEL", "NOW", "TODAY", "Publish", "acting"]
Publish = Callable[..., Version]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_still(NOW):
        yield


@pytest.fixture
def stager(db: None) -> Actor:
    return acting("immigration_hq")


@pytest.fixture
def second(db: None) -> Actor:
    return acting("immigration_hq")


@pytest.fixture
def publish(stager: Actor, second: Actor) -> Publish:
    """Stage, ask, have a second person approve, publish."""

    def published(content: bytes = table(), day: date | None = None, override: str = "") -> Version:
        return published_by(stager, second, content, day, override)

    return published
