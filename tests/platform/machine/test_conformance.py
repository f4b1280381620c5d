"""Every operation, with what its description allows and what it does not: nothing breaks."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema

from moeli.config.wsgi import application
from moeli.platform.journal.verify import verify
from tests.platform.machine.callers import Machine, at_desk, enrolled, lent
from tests.trying import examples


def described(*modes: GenerationMode) -> BaseSchema:
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found.config.generation.update(modes=list(modes))
    return found


anything = described(GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
well_formed = described(GenerationMode.POSITIVE)
many = settings(max_examples=examples(25), suppress_health_check=list(HealthCheck), deadline=None)


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


@anything.parametrize()
@many
def test_a_device_by_itself_is_answered_as_described(case: Case, reader: Machine) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {reader.token}"})


@well_formed.parametrize()
@many
def test_with_an_officers_name_it_is_answered_as_described(case: Case, reader: Machine) -> None:
    if "inspection_id" in case.path_parameters:
        case.path_parameters["inspection_id"] = reader.inspect()["id"]
        keep_the_connection()
    case.call_and_validate(headers=reader.headers())


def test_what_was_tried_left_a_sound_journal(reader: Machine) -> None:
    reader.decide(reader.inspect()["id"])
    assert verify().sound
