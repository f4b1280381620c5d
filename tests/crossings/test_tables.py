"""The packaged tables: every row honest about its source, nothing asked of a commuter."""

from datetime import date

import pytest

from moeli.crossings import tables
from moeli.crossings.accepted_documents import Verdict
from moeli.crossings.outcomes import Direction
from moeli.crossings.stay import Basis
from moeli.crossings.stay_table import STAY
from moeli.crossings.travellers import TravellerClass, class_of
from moeli.platform.dated import DatedRow

DAY = date(2026, 11, 24)
KIND = TravellerClass
COMMUTERS = [KIND.CITIZEN, KIND.MINER, KIND.LEARNER, KIND.PERMIT_HOLDER, KIND.FREQUENT]


def everything() -> list[DatedRow]:
    return [
        *STAY.as_delivered().rows,
        *tables.accepted_documents(DAY),
        *tables.permit_kinds(DAY),
        *tables.identification_questions(DAY),
        *tables.voucher_kinds(DAY),
    ]


def test_every_row_names_its_source_speaks_both_languages_and_claims_no_more_than_was_read() -> (
    None
):
    for row in everything():
        assert row.source
        assert row.value["en"]
        assert row.value["st"]
        assert row.verified is False


def test_every_rule_can_be_read_by_the_code_that_counts() -> None:
    groups = tables.groups(DAY)
    for row in STAY.as_delivered().rows:
        basis = Basis(row.value["basis"])
        assert basis.counts == ("days" in row.value)
        assert (basis is Basis.WINDOW) == ("window" in row.value)
        assert set(row.value.get("groups", ())) <= set(groups)
        assert set(row.value.get("classes", ())) <= set(TravellerClass)
        for kind in row.value.get("permits", ()):
            assert tables.permit_kind(kind) is not None
    for row in tables.accepted_documents(DAY):
        assert Verdict(row.value["verdict"])
        assert set(row.value.get("groups", ())) <= set(groups)


def test_the_last_rule_fits_everybody() -> None:
    last = max(STAY.as_delivered().on(DAY), key=lambda row: int(row.value["rank"]))
    assert not {"groups", "classes", "permits", "nationalities"} & set(last.value)


def test_no_nationality_stands_in_two_groups() -> None:
    codes = [code for group in tables.groups(DAY).values() for code in group]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("day", "kinds"),
    [(date(2019, 12, 31), {"special_permit"}), (date(2020, 1, 1), {"exemption_permit"})],
)
def test_one_special_permit_followed_the_other_on_the_first_of_january(
    day: date, kinds: set[str]
) -> None:
    offered = {row.id for row in tables.permit_kinds(day)}
    assert offered & {"special_permit", "exemption_permit"} == kinds
    assert tables.permit_kind("special_permit") is not None  # those issued are still read
    assert tables.permit_kind("love_letter") is None


@pytest.mark.parametrize("traveller", COMMUTERS)
@pytest.mark.parametrize("direction", Direction)
def test_a_commuter_is_asked_nothing(traveller: TravellerClass, direction: Direction) -> None:
    assert tables.asked_fields(DAY, traveller, direction, minor=False) == ()


@pytest.mark.parametrize(
    ("traveller", "direction", "minor", "asked"),
    [
        (KIND.VISITOR, Direction.ENTRY, False, ["purpose", "address", "telephone", "sponsor"]),
        (KIND.WORKER, Direction.ENTRY, False, ["purpose", "address", "telephone", "employer"]),
        (KIND.TRANSIT, Direction.ENTRY, False, ["purpose", "onward"]),
        (KIND.TRADER, Direction.ENTRY, False, ["purpose", "telephone"]),
        (KIND.VISITOR, Direction.EXIT, False, []),
        (KIND.CITIZEN, Direction.EXIT, True, ["companion", "consent"]),
        (KIND.ASYLUM_SEEKER, Direction.ENTRY, False, []),
    ],
)
def test_what_is_asked_follows_the_class_the_way_and_the_age(
    traveller: TravellerClass, direction: Direction, minor: bool, asked: list[str]
) -> None:
    rows = tables.asked_fields(DAY, traveller, direction, minor=minor)
    assert [row.id for row in rows] == asked


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"nationality": "LSO"}, KIND.CITIZEN),
        ({"nationality": "ZAF"}, KIND.VISITOR),
        ({"nationality": "ZAF", "permit_classes": ["miner"]}, KIND.MINER),
        ({"nationality": "FRA", "document_code": "PD"}, KIND.DIPLOMAT),
        ({"nationality": "XXB"}, KIND.REFUGEE),
        ({"nationality": "COD", "document_code": "PR"}, KIND.REFUGEE),
        ({"nationality": "ZAF", "document_code": "AC"}, KIND.CREW),
        ({"nationality": "ZAF", "document_code": "PD", "stated": KIND.TRADER}, KIND.TRADER),
        ({"nationality": ""}, KIND.VISITOR),
    ],
)
def test_the_class_is_what_was_stated_else_what_papers_and_nationality_say(
    given: dict[str, object], expected: TravellerClass
) -> None:
    asked: dict[str, object] = {"document_code": "P", "groups": tables.groups(DAY), **given}
    assert class_of(**asked) is expected  # type: ignore[arg-type]  # a test gives what it wants
