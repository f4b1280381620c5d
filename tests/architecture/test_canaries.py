"""A name, a number and a typed secret go in; no file of the database and no log line has them."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.services import decide, open_inspection
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.screening.services import NewListing, list_document
from moeli.standards import icao9303
from tests.signing_in import person, signed_in

FAMILY, GIVEN, NUMBER, TYPED = "CANARYFAMILY", "CANARYGIVEN", "CNRY48151", "CanaryTypedSecret"
CANARIES = [FAMILY, GIVEN, NUMBER, TYPED]
ZONE = "\n".join(
    icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state="ZAF",
        document_number=NUMBER,
        primary_identifier=FAMILY,
        secondary_identifier=GIVEN,
        nationality="ZAF",
        birth_date=date(1990, 1, 1),
        sex="F",
        expiry_date=date(2031, 1, 1),
    )
)


@pytest.fixture
def lived_through(transactional_db: None) -> None:
    """An inspection decided, the document listed, a wrong password typed as a user name."""
    inspection = open_inspection(
        actor=SYSTEM,
        place="MSB",
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=ZONE,
        reason="primary",
    )
    decide(
        actor=SYSTEM,
        inspection_id=inspection.id,
        outcome=Outcome.ADMITTED,
        idempotency_key=uuid7(),
    )
    listing = NewListing(
        issuing_state="ZAF",
        document_number=NUMBER,
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Fictitious report",
        listed_from=date(2026, 1, 1),
    )
    list_document(actor=SYSTEM, listing=listing)
    Client().post("/sign-in/", {"login": TYPED, "password": TYPED})
    desk = signed_in(person("primary_officer", "MSB"))
    opened = desk.post("/desk/", {"direction": "entry", "zone": ZONE}, follow=True)
    assert FAMILY in opened.content.decode()
    desk.post("/desk/", {"direction": "entry", "zone": f"{FAMILY}\n{NUMBER}"})
    desk.get(f"/people/?q={FAMILY}")


@pytest.mark.parametrize("canary", CANARIES)
def test_the_database_file_does_not_hold_it(lived_through: None, canary: str) -> None:
    if connection.vendor != "sqlite":
        pytest.fail("this test reads the file of SQLite")
    assert [str(path) for path in database_files() if canary.encode() in path.read_bytes()] == []


def database_files() -> Iterator[Path]:
    name = Path(str(settings.DATABASES["default"]["TEST"]["NAME"]))
    yield from name.parent.glob(f"{name.name}*")


def test_the_database_file_is_looked_into(lived_through: None) -> None:
    assert any(b"primary_officer" in path.read_bytes() for path in database_files())


def test_no_log_line_holds_it(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.DEBUG)
    request.getfixturevalue("lived_through")
    lines = [
        f"{record.name} {record.getMessage()}"
        for record in caplog.records
        if record.name != "django.db.backends"  # logs only while DEBUG is on
    ]
    assert [line for line in lines for canary in CANARIES if canary in line] == []
