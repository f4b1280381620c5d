"""The holder of a listed document is met by another document; her name is in no row and no hash."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.screening import selectors, services
from moeli.screening.matching import Agreement, Sought
from moeli.screening.models import ListedDocument
from moeli.screening.sealing import SCOPE, key_subject
from moeli.screening.services import NewListing
from moeli.standards.icao9303 import PartialDate
from tests.refusals import refused
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
LERATO = Sought("Thabana", "Lerato", PartialDate(1990, 3, 7))
Ask = Callable[..., tuple[selectors.Hit, ...]]


@pytest.fixture
def named(listing: NewListing, owner: Actor) -> ListedDocument:
    whole = replace(listing, holder=LERATO, listed_from=clock.today(), listed_until=None)
    return services.list_document(actor=owner, listing=whole)


@pytest.fixture
def ask(officer: Actor) -> Ask:
    def ask(number: str = "X1", person: Sought | None = LERATO) -> tuple[selectors.Hit, ...]:
        return selectors.hits(officer, "ZAF", number, clock.today(), "MSB", person)

    return ask


def test_she_is_met_by_another_document_and_the_read_is_journaled(
    named: ListedDocument, ask: Ask
) -> None:
    before = Entry.objects.filter(verb="record.read").count()
    (hit,) = ask()
    assert (hit.id, hit.by) == (named.id, (Agreement.NAME, Agreement.BIRTH_DATE))
    assert Entry.objects.filter(verb="record.read").count() == before + 1


def test_by_the_document_itself_all_reasons_stand_together(
    named: ListedDocument, officer: Actor
) -> None:
    (hit,) = selectors.hits(officer, "UTO", "L898902C3", clock.today(), "MSB", LERATO)
    assert hit.by == (Agreement.DOCUMENT, Agreement.NAME, Agreement.BIRTH_DATE)


def test_who_is_somebody_else_is_not_met(named: ListedDocument, ask: Ask) -> None:
    assert ask(person=replace(LERATO, birth_date=PartialDate(1990, 3, 8))) == ()
    assert ask(person=None) == ()


def test_the_name_lies_on_the_disk_in_an_envelope_alone(named: ListedDocument) -> None:
    kept = b"".join(bytes(v) for v in vars(named).values() if isinstance(v, bytes | memoryview))
    assert b"Thabana" not in kept
    assert "Thabana" not in str(vars(named))


def test_an_entry_may_be_of_a_person_without_any_document(owner: Actor, ask: Ask) -> None:
    listing = NewListing(
        issuing_state="",
        document_number="",
        kind="child_lookout",
        instruction="call_supervisor",
        source="OB 12/11/2026",
        listed_from=clock.today(),
        holder=LERATO,
    )
    services.list_document(actor=owner, listing=listing)
    (hit,) = ask()
    assert Agreement.DOCUMENT not in hit.by
    assert ask(number="", person=replace(LERATO, primary="Mokoena")) == ()


@pytest.mark.parametrize(
    "holder", [Sought("", "", PartialDate(1990)), replace(LERATO, birth_date=None)]
)
def test_half_a_person_is_not_listed(listing: NewListing, owner: Actor, holder: Sought) -> None:
    with refused("bad_holder"):
        services.list_document(actor=owner, listing=replace(listing, holder=holder))


def test_a_withdrawn_or_erased_entry_meets_nobody(
    named: ListedDocument, owner: Actor, ask: Ask, listing: NewListing
) -> None:
    assert ask()
    keyring.shred(subject=key_subject(named.id), scope=SCOPE)
    assert ask() == ()
    services.withdraw_document(actor=owner, listed_id=named.id, motive="Found")
    assert ask() == ()


def test_of_a_party_she_is_met_as_well(named: ListedDocument, officer: Actor) -> None:
    people = {b"one": LERATO, b"two": Sought("Mokoena", "Sipho", PartialDate(1980, 1, 1))}
    assert selectors.holders_among(officer, people, "MSB") == {b"one"}


def test_the_owner_types_checks_and_sees_the_holder_only_when_asked() -> None:
    client: Client = signed_in(person("list_owner"))
    sent = {
        "holder_primary": "Thabana",
        "holder_secondary": "Lerato",
        "holder_born": "7.3.1990",
        "kind": "child_lookout",
        "instruction": "call_supervisor",
        "source": "OB 12/11/2026",
        "listed_from": clock.today().isoformat(),
    }
    assert "Thabana, Lerato" in client.post("/lists/documents/add/", sent).content.decode()
    client.post("/lists/documents/add/", sent | {"confirmed": "yes"})
    entry = ListedDocument.objects.get()
    page = f"/lists/documents/{entry.id}/"
    assert "Thabana" not in client.get(page).content.decode()
    shown = client.post(f"{page}number/").content.decode()
    assert "Thabana, Lerato" in shown
    assert "1990-03-07" in shown
