"""Which documents are accepted, worked through; nobody is turned away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.crossings import tables
from moeli.crossings.accepted_documents import (
    Acceptance,
    DocumentKind,
    Held,
    Verdict,
    acceptance,
    documents_named,
    kind_of,
)
from moeli.crossings.outcomes import Direction
from moeli.crossings.travellers import TravellerClass

ENTRY, EXIT = Direction.ENTRY, Direction.EXIT
TODAY = date(2026, 11, 24)
KIND = DocumentKind


def ask(
    document: DocumentKind,
    nationality: str = "LSO",
    direction: Direction = ENTRY,
    day: date = TODAY,
    **given: object,
) -> Acceptance:
    traveller = TravellerClass.CITIZEN if nationality == "LSO" else TravellerClass.VISITOR
    known: dict[str, object] = {"traveller": traveller, **given}
    held = Held(document=document, nationality=nationality, direction=direction, **known)  # type: ignore[arg-type]  # a test gives what it wants
    return acceptance(tables.accepted_documents(day), held, tables.groups(day))


@pytest.mark.parametrize(
    ("document", "nationality", "direction", "verdict"),
    [
        (KIND.PASSPORT, "LSO", ENTRY, Verdict.ACCEPTED),
        (KIND.PASSPORT, "IND", EXIT, Verdict.ACCEPTED),
        (KIND.EXPIRED_PASSPORT, "LSO", ENTRY, Verdict.ACCEPTED),
        (KIND.EXPIRED_PASSPORT, "LSO", EXIT, Verdict.REFER),
        (KIND.EXPIRED_PASSPORT, "ZAF", ENTRY, Verdict.REFER),
        (KIND.IDENTITY_CARD, "LSO", ENTRY, Verdict.ACCEPTED),
        (KIND.IDENTITY_CARD, "LSO", EXIT, Verdict.REFER),
        (KIND.IDENTITY_CARD, "ZAF", ENTRY, Verdict.REFER),
        (KIND.EMERGENCY_CERTIFICATE, "LSO", EXIT, Verdict.ACCEPTED),
        (KIND.LAISSEZ_PASSER, "COD", ENTRY, Verdict.ACCEPTED),
        (KIND.LOCAL_BORDER_PASS, "ZAF", ENTRY, Verdict.ACCEPTED),
        (KIND.LOCAL_BORDER_PASS, "BWA", ENTRY, Verdict.REFER),
        (KIND.COLLECTIVE_PASSPORT, "ZAF", ENTRY, Verdict.WITH),
        (KIND.SCHOOL_LIST, "LSO", EXIT, Verdict.WITH),
        (KIND.BIRTH_CERTIFICATE, "LSO", EXIT, Verdict.WITH),
        (KIND.BIRTH_CERTIFICATE, "ZAF", EXIT, Verdict.REFER),
        (KIND.CHIEFS_LETTER, "LSO", ENTRY, Verdict.IDENTIFY),
        (KIND.REFUGEE_DOCUMENT, "XXB", ENTRY, Verdict.ACCEPTED),
        (KIND.ASYLUM_PAPER, "COD", ENTRY, Verdict.REFER),
        (KIND.CREW_CARD, "ZAF", ENTRY, Verdict.ACCEPTED),
        (KIND.RESIDENCE_CARD, "IND", ENTRY, Verdict.WITH),
        (KIND.VISA_SHEET, "IND", ENTRY, Verdict.WITH),
        (KIND.NONE, "LSO", ENTRY, Verdict.IDENTIFY),
        (KIND.NONE, "LSO", EXIT, Verdict.IDENTIFY),
        (KIND.NONE, "ZAF", ENTRY, Verdict.REFER),
    ],
)
def test_the_table_answers_by_document_nationality_and_direction(
    document: DocumentKind, nationality: str, direction: Direction, verdict: Verdict
) -> None:
    assert ask(document, nationality, direction).verdict is verdict


def test_an_old_passport_with_a_valid_permit_goes_beside_the_new_one() -> None:
    told = ask(KIND.EXPIRED_PASSPORT, "ZAF", permit=True)
    assert (told.verdict, told.needs) == (Verdict.WITH, ("valid_passport",))


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2010, 6, 30), "emergency_certificate.old"),
        (date(2010, 7, 1), "emergency_certificate"),
    ],
)
def test_the_old_temporary_document_ended_from_one_day_to_the_next(day: date, rule: str) -> None:
    told = ask(KIND.EMERGENCY_CERTIFICATE, day=day)
    assert told.rule is not None
    assert told.rule.id == rule


def test_what_no_row_speaks_of_is_referred_and_claims_no_rule() -> None:
    told = ask(KIND.NONE, "ZAF")
    assert (told.rule, told.verified, told.needs) == (None, False, ())


@given(
    st.sampled_from(DocumentKind),
    st.sampled_from(["LSO", "ZAF", "D", "XXB", "", "???"]),
    st.sampled_from(Direction),
    st.sampled_from(TravellerClass),
    st.booleans(),
    st.dates(date(1960, 1, 1), date(2050, 1, 1)),
)
def test_nobody_is_turned_away_and_a_mosotho_without_document_is_always_identified(
    document: DocumentKind,
    nationality: str,
    direction: Direction,
    traveller: TravellerClass,
    permit: bool,
    day: date,
) -> None:
    told = ask(document, nationality, direction, day, traveller=traveller, permit=permit)
    assert told.verdict in Verdict
    if nationality == "LSO" and document is KIND.NONE and day >= date(1966, 10, 4):
        assert told.verdict is Verdict.IDENTIFY
    if told.rule:
        assert told.rule.source


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("P", KIND.PASSPORT),
        ("PP", KIND.PASSPORT),
        ("PD", KIND.PASSPORT),
        ("PE", KIND.EMERGENCY_CERTIFICATE),
        ("PL", KIND.LAISSEZ_PASSER),
        ("PR", KIND.REFUGEE_DOCUMENT),
        ("AC", KIND.CREW_CARD),
        ("IR", KIND.RESIDENCE_CARD),
        ("I", KIND.IDENTITY_CARD),
        ("C", KIND.IDENTITY_CARD),
        ("V", KIND.VISA_SHEET),
        ("", KIND.NONE),
        ("ZZ", KIND.NONE),
    ],
)
def test_the_code_in_the_zone_says_what_kind_of_document_it_is(
    code: str, kind: DocumentKind
) -> None:
    assert kind_of(code) is kind


def test_only_a_passport_becomes_another_kind_when_it_has_expired() -> None:
    assert kind_of("P", expired=True) is KIND.EXPIRED_PASSPORT
    assert kind_of("I", expired=True) is KIND.IDENTITY_CARD


def test_the_table_speaks_of_every_document_that_the_field_knows() -> None:
    assert set(documents_named(tables.accepted_documents(TODAY))) == set(DocumentKind)
