"""Every page answers within its budget of queries, however long the lists behind it."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from moeli.crossings.outcomes import Direction
from moeli.crossings.services import open_inspection
from moeli.demo.specimens import specimens
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.access.services import add_person
from moeli.screening.services import NewListing, list_document
from tests.signing_in import person, signed_in

BUDGETS = tomllib.loads(Path(__file__).with_name("query_budgets.toml").read_text(encoding="utf-8"))
MANY = 12
WITHOUT_A_LOOK = {  # addresses that answer no GET, or are no pages of a signed-in person
    "account_login",
    "account_logout",
    "booth_retire",
    "decision",
    "document_list_add",
    "document_list_number",
    "document_list_withdraw",
    "enrol",
    "grant_revoke",
    "language",
    "person_close",
    "person_open",
    "person_password",
    "person_role",
    "person_unlock",
}


def inspected() -> list[object]:
    inspections = [
        open_inspection(
            actor=SYSTEM,
            place="MSB",
            desk=f"Desk {number}",
            direction=Direction.ENTRY,
            zone=specimens()["td1"].zone,
            reason="primary",
        )
        for number in range(MANY)
    ]
    return [inspections[-1].id]


def listed() -> list[object]:
    entries = [
        list_document(
            actor=SYSTEM,
            listing=NewListing(
                issuing_state="ZAF",
                document_number=f"M0000000{number}",
                kind="lost_or_stolen",
                instruction="call_supervisor",
                source="Fictitious report",
                listed_from=date(2026, 1, 1),
            ),
        )
        for number in range(MANY)
    ]
    return [entries[0].id]


def employed() -> list[object]:
    for number in range(MANY):
        add_person(
            actor=SYSTEM,
            username=f"officer{number}",
            name="Tumelo Invented",
            agency="immigration",
            password="a long river of words",
        )
    return [User.objects.order_by("added_at").last().id]  # type: ignore[union-attr]  # just added


BEFORE: dict[str, Callable[[], list[object]]] = {
    "inspection": inspected,
    "document_list": lambda: listed() and [],
    "document_list_entry": listed,
    "people": lambda: employed() and [],
    "person": employed,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_keeps_to_its_budget(name: str) -> None:
    role = BUDGETS[name]["role"]
    client = signed_in(person(role, "MSB" if role == "primary_officer" else ""))
    address = reverse(name, args=BEFORE.get(name, list)())
    used = queries_of(client, address)
    assert used <= BUDGETS[name]["queries"]


def test_every_page_has_a_budget() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names - WITHOUT_A_LOOK == set(BUDGETS)


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is read once a process is not the page's
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
