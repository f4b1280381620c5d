"""Every operation, with what its description allows and what it does not: nothing breaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from moeli.platform.journal.verify import verify
from tests.platform.machine.callers import Machine, at_desk, enrolled, lent
from tests.platform.machine.described import operations, try_in_every_way

if TYPE_CHECKING:
    from schemathesis import Case


@pytest.fixture
def reader(db: None) -> Iterator[Machine]:
    """A device that may ask everything, with an officer's name; one connection for all."""
    acting = lent(enrolled("kiosk_test"), at_desk())
    keep_the_connection()
    yield acting
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def keep_the_connection() -> None:
    """Django's own test client lets it go again after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)


@pytest.mark.parametrize("operation", operations())
def test_a_device_by_itself_is_answered_as_described(operation: str, reader: Machine) -> None:
    def send(case: "Case") -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {reader.token}"})

    try_in_every_way(operation, ["positive", "negative"], send)


@pytest.mark.parametrize("operation", operations())
def test_with_an_officers_name_it_is_answered_as_described(operation: str, reader: Machine) -> None:
    def send(case: "Case") -> None:
        if "inspection_id" in case.path_parameters:
            case.path_parameters["inspection_id"] = reader.inspect()["id"]
            keep_the_connection()
        case.call_and_validate(headers=reader.headers())

    try_in_every_way(operation, ["positive"], send)


def test_what_was_tried_left_a_sound_journal(reader: Machine) -> None:
    reader.decide(reader.inspect()["id"])
    assert verify().sound
