"""A bus operator's list of passengers: read whole, each row sound or with what is wrong. Pure.

A CSV file or a workbook of one sheet, its first row naming the columns. What a row gives is the
zone that such a passport would have; the document itself nobody has seen yet.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import StringIO

from moeli.standards import icao9303
from moeli.standards.xforms.problems import FormError
from moeli.standards.xforms.reading.workbook import read_workbook

LARGEST = 500_000  # bytes
MOST_ROWS = 500
_MOST_COLUMNS, _LONGEST_CELL = 40, 80
_ZIP = b"PK\x03\x04"
_NAMES = {
    "number": ("document_number", "document number", "passport number", "passport", "number"),
    "state": ("issuing_state", "issuing state", "issued by"),
    "nationality": ("nationality", "citizenship"),
    "family": ("family_name", "family name", "surname", "last name"),
    "given": ("given_names", "given names", "first name", "name"),
    "born": ("birth_date", "date of birth", "birth date", "born"),
    "sex": ("sex", "gender"),
    "expires": ("expiry_date", "date of expiry", "expiry date", "expires"),
}
_NEEDED = ("number", "nationality", "family", "born", "expires")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y")
_SEXES = {"": "", "F": "F", "M": "M", "X": "", "FEMALE": "F", "MALE": "M"}


class Fault(StrEnum):
    """What is wrong with a list or one of its rows."""

    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    COLUMNS = "columns"
    NOBODY = "nobody"
    NUMBER = "number"
    STATE = "state"
    FAMILY = "family"
    BORN = "born"
    EXPIRES = "expires"
    SEX = "sex"
    CHARACTERS = "characters"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A fault and the row it stands in, counted as the sheet counts; 0 is the whole list.

    `other` is the row that a repeated one repeats, or the names of missing columns.
    """

    row: int
    fault: Fault
    other: str = ""


@dataclass(frozen=True, slots=True)
class Passenger:
    """A sound row: its number, and the zone that its passport would have."""

    row: int
    zone: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a list holds: sound rows and problems; with a problem of row 0 there are no rows."""

    passengers: tuple[Passenger, ...] = ()
    problems: tuple[RowProblem, ...] = ()


class _UnsoundError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read(data: bytes, day: date) -> Manifest:
    """The passengers of a list as it was sent; `day` is today."""
    if len(data) > LARGEST:
        return _whole(Fault.TOO_LARGE)
    try:
        header, rows = _workbook(data) if data.startswith(_ZIP) else _text(data)
    except (FormError, csv.Error, UnicodeDecodeError):
        return _whole(Fault.UNREADABLE)
    columns = _columns(header)
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        return _whole(Fault.COLUMNS, ", ".join(_NAMES[name][0] for name in missing))
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row.values())]
    if len(filled) > MOST_ROWS:
        return _whole(Fault.TOO_MANY)
    return _read(filled, columns, day) if filled else _whole(Fault.NOBODY)


def _whole(fault: Fault, other: str = "") -> Manifest:
    return Manifest(problems=(RowProblem(0, fault, other),))


_Row = tuple[int, Mapping[str, str]]


def _workbook(data: bytes) -> tuple[Sequence[str], Iterable[_Row]]:
    book = read_workbook(data)
    rows = book.sheets.get("survey", ())  # so that reader names the sheet of a book of one
    return book.headers.get("survey", ()), list(enumerate(rows, start=2))


def _text(data: bytes) -> tuple[Sequence[str], Iterable[_Row]]:
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise csv.Error("a text has no NUL")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    header = lines[0][:_MOST_COLUMNS] if lines else []
    rows = [dict(zip(header, line, strict=False)) for line in lines[1:]]
    return header, list(enumerate(rows, start=2))


def _columns(header: Sequence[str]) -> dict[str, str]:
    """Under which heading each element stands; the first that fits."""
    plain = {heading.strip().lower(): heading for heading in reversed(header)}
    found = {
        element: next((plain[name] for name in names if name in plain), None)
        for element, names in _NAMES.items()
    }
    return {element: heading for element, heading in found.items() if heading is not None}


def _read(rows: Sequence[_Row], columns: Mapping[str, str], day: date) -> Manifest:
    passengers: list[Passenger] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        cells = {element: row.get(heading, "").strip() for element, heading in columns.items()}
        try:
            passenger, document = _passenger(number, cells, day)
        except _UnsoundError as error:
            problems.append(RowProblem(number, error.fault))
            continue
        first = seen.setdefault(document, number)
        if first != number:
            problems.append(RowProblem(number, Fault.REPEATED, str(first)))
        else:
            passengers.append(passenger)
    return Manifest(tuple(passengers), tuple(problems))


def _passenger(
    number: int, cells: Mapping[str, str], day: date
) -> tuple[Passenger, tuple[str, str]]:
    if any(len(cell) > _LONGEST_CELL for cell in cells.values()):
        raise _UnsoundError(Fault.CHARACTERS)
    nationality = _state(cells["nationality"])
    state = _state(cells.get("state", "")) if cells.get("state") else nationality
    born, expires = _day(cells["born"], Fault.BORN), _day(cells["expires"], Fault.EXPIRES)
    if born > day or day.year - born.year > 120:
        raise _UnsoundError(Fault.BORN)
    if not cells["family"]:
        raise _UnsoundError(Fault.FAMILY)
    document = _number(cells["number"])
    try:
        lines = icao9303.build(
            format="TD3",
            document_code="P",
            issuing_state=state,
            document_number=document,
            primary_identifier=cells["family"],
            secondary_identifier=cells.get("given", ""),
            nationality=nationality,
            birth_date=born,
            sex=_sex(cells.get("sex", "")),
            expiry_date=expires,
        )
    except icao9303.BuildError as error:
        raise _UnsoundError(Fault.CHARACTERS) from error
    if not icao9303.read(lines, day).primary_identifier:  # no letter of it has a place in a zone
        raise _UnsoundError(Fault.CHARACTERS)
    return Passenger(number, "\n".join(lines)), (state, document)


def _number(typed: str) -> str:
    number = typed.replace(" ", "").replace("-", "").upper()
    if not (number.isascii() and number.isalnum() and 5 <= len(number) <= 9):
        raise _UnsoundError(Fault.NUMBER)
    return number


def _state(typed: str) -> str:
    code = typed.upper()
    if icao9303.state(code) is None:
        raise _UnsoundError(Fault.STATE)
    return code


def _day(typed: str, fault: Fault) -> date:
    for day in _days(typed):
        return day
    raise _UnsoundError(fault)


def _days(typed: str) -> Iterator[date]:
    for form in _DAYS:
        try:
            yield datetime.strptime(typed, form).date()  # noqa: DTZ007 -- a calendar day has no zone
        except ValueError:
            continue


def _sex(typed: str) -> str:
    sex = _SEXES.get(typed.upper())
    if sex is None:
        raise _UnsoundError(Fault.SEX)
    return sex
