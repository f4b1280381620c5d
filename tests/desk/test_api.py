"""An inspection at the machine door: what the officer's own page shows, or less; and honest."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from moeli.crossings.asked.sealing import Answers
from moeli.crossings.asked.services import ask_traveller
from moeli.crossings.models import Inspection
from moeli.demo.specimens import specimens
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, actor_of
from moeli.platform.access.models import User
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.screening.services import NewListing, list_document
from tests.desk.conftest import FOREIGN
from tests.platform.machine.callers import Machine, at_desk, enrolled, lent

pytestmark = pytest.mark.django_db
NUMBER = "M00000001"
ALTERED = FOREIGN.replace("M000000015", "M000000016")


@pytest.fixture
def reader(db: None) -> Iterator[Machine]:
    with clock.standing_still(clock.now()):
        yield enrolled()


@pytest.fixture
def acting(reader: Machine) -> Machine:
    return lent(reader, at_desk())


@pytest.fixture
def listed(db: None) -> None:
    listing = NewListing(
        issuing_state="ZAF",
        document_number=NUMBER,
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Fictitious report",
        listed_from=date(2026, 1, 1),
    )
    list_document(actor=SYSTEM, listing=listing)


def field(inspection: dict[str, Any], name: str) -> dict[str, Any]:
    fields = inspection["document"]["fields"]
    return next(each for each in fields if each["name"] == name)


def test_each_field_says_what_its_check_digit_proves(reader: Machine) -> None:
    sound, altered = reader.inspect(FOREIGN), reader.inspect(ALTERED)
    assert (sound["document"]["valid"], altered["document"]["valid"]) == (True, False)
    assert field(sound, "document_number")["status"] == "verified"
    assert field(altered, "document_number")["status"] == "refuted"
    assert field(sound, "nationality")["status"] == "not_covered"
    assert "check_digit" in {each["code"] for each in altered["document"]["problems"]}
    assert altered["document"]["lines"] == ALTERED.split("\n")


@pytest.mark.parametrize("name", sorted(specimens()))
def test_every_specimen_is_answered(reader: Machine, name: str) -> None:
    zone = specimens()[name].zone
    shown = reader.inspect(zone)
    assert shown["document"]["lines"] == zone.split("\n")
    assert shown["document"]["format"]


@pytest.mark.usefixtures("listed")
def test_the_officer_is_told_what_to_do_and_the_machine_is_not(
    reader: Machine, acting: Machine
) -> None:
    [told] = acting.inspect(FOREIGN)["instructions"]
    assert set(told) == {"code", "text"}
    assert "lost" not in str(told).lower()
    acting.delegation = ""
    assert reader.inspect(FOREIGN)["instructions"] is None


@pytest.mark.usefixtures("listed")
def test_an_instruction_is_said_in_the_language_asked_for(acting: Machine) -> None:
    inspection = acting.inspect(FOREIGN)["id"]
    told = [
        acting.get(f"/inspections/{inspection}", Accept_Language=language).json()
        for language in ("en", "st")
    ]
    assert told[0]["instructions"][0]["text"] != told[1]["instructions"][0]["text"]
    assert told[0]["instructions"][0]["code"] == told[1]["instructions"][0]["code"]


def test_a_refusal_is_offered_with_its_grounds_and_never_to_a_citizen(acting: Machine) -> None:
    offers = {each["outcome"]: each["grounds"] for each in acting.inspect(FOREIGN)["offered"]}
    assert list(offers) == ["admitted", "referred", "refused"]
    assert offers["admitted"] == []
    assert {"id", "label", "source", "verified"} == set(offers["refused"][0])
    assert "refused" not in {each["outcome"] for each in acting.inspect()["offered"]}


def test_a_machine_by_itself_does_not_learn_who_asked_for_protection(
    reader: Machine, acting: Machine
) -> None:
    seen = Inspection.objects.get(id=acting.inspect(FOREIGN)["id"])
    officer = actor_of(User.objects.get(id=seen.officer), clock.now(), "MSB")
    ask_traveller(actor=officer, inspection_id=seen.id, answers=Answers(protection=True))
    hers = {each["outcome"] for each in acting.inspect(FOREIGN)["offered"]}
    acting.delegation = ""
    machines = {each["outcome"] for each in reader.inspect(FOREIGN)["offered"]}
    assert ("refused" in hers, "refused" in machines) == (False, True)


def test_over_it_shows_no_document_and_offers_nothing(acting: Machine) -> None:
    decided = acting.inspect()["id"]
    acting.decide(decided)
    left, newer = acting.inspect()["id"], acting.inspect()["id"]
    states = {}
    with clock.standing_still(clock.now() + timedelta(minutes=5)):
        for each in (decided, left, newer):
            shown = acting.get(f"/inspections/{each}").json()
            states[each] = shown["state"]
            if shown["state"] != "open":
                assert shown["document"] is shown["earlier"] is shown["instructions"] is None
                assert shown["offered"] == []
    assert states == {decided: "decided", left: "superseded", newer: "open"}


def test_every_look_is_journaled_before_it_is_answered(acting: Machine) -> None:
    inspection = acting.inspect()["id"]
    acting.get(f"/inspections/{inspection}")
    reads = Entry.objects.filter(verb="record.read").select_related("body")
    told = [each for each in opened(reads) if each.body["purpose"] == "inspection:device"]
    assert [each.body["ids"] for each in told] == [[inspection]] * 2
    assert {each.place for each in told} == {"MSB"}


def test_no_address_and_no_log_key_holds_the_document(acting: Machine) -> None:
    answer = acting.post("/inspections", {"zone": FOREIGN, "direction": "entry"})
    assert "MOKOENA" in answer.content.decode()
    assert NUMBER not in answer.wsgi_request.get_full_path()
    assert "no-store" in answer.headers["Cache-Control"]
    assert NUMBER not in str(answer.headers)


def test_the_inspection_keeps_how_the_device_read(acting: Machine) -> None:
    plain = acting.post("/inspections", {"zone": FOREIGN, "direction": "entry"}).json()["id"]
    chip = {"zone": FOREIGN, "direction": "entry", "captured_how": "chip"}
    read = acting.post("/inspections", chip).json()["id"]
    kept = dict(Inspection.objects.values_list("id", "captured_how"))
    assert (kept[UUID(plain)], kept[UUID(read)]) == ("photo_read", "chip")
    answer = acting.post("/inspections", chip | {"captured_how": "typed"})
    assert answer.status_code >= 400
