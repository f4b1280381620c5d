"""A list of passengers before it becomes a party: who is sound, and what is wrong in which row."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.crossings.outcomes import Direction
from moeli.crossings.parties.manifest import Fault, Manifest, RowProblem
from moeli.desk.presenters.words import DIRECTIONS, holder_name
from moeli.platform import clock
from moeli.standards import icao9303

FAULTS: dict[Fault, Promise] = {
    Fault.TOO_LARGE: _("The file is larger than 500 kB. Send the list alone, without pictures."),
    Fault.UNREADABLE: _("This is neither a CSV file in UTF-8 nor a workbook that can be opened."),
    Fault.TOO_MANY: _("The list has more than 500 rows. Send it in parts."),
    Fault.COLUMNS: _("The first row does not name these columns"),
    Fault.NOBODY: _("Nobody stands on this list."),
    Fault.NUMBER: _("The document number is not 5 to 9 letters and digits"),
    Fault.STATE: _("The country is none of the three-letter codes of passports, such as LSO"),
    Fault.FAMILY: _("The family name is missing"),
    Fault.BORN: _("The birth date is no possible day; write 1988-03-01"),
    Fault.EXPIRES: _("The expiry date is no day; write 2031-01-01"),
    Fault.SEX: _("The sex is neither F, M nor empty"),
    Fault.CHARACTERS: _("A cell is too long, or holds what no passport prints"),
    Fault.REPEATED: _("The same document stands already in row"),
}


@dataclass(frozen=True, slots=True)
class SoundRow:
    """One passenger."""

    row: int
    name: str
    nationality: str
    document: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What is wrong in one row; `other` completes the sentence."""

    row: int
    sentence: Promise
    other: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list as it was understood, and what the page sends back when it is confirmed."""

    direction: str
    way: Promise
    sound: tuple[SoundRow, ...]
    problems: tuple[ProblemRow, ...]
    zones: str
    press: UUID


def list_page(read: Manifest, direction: Direction) -> ListPage:
    """The preview of a list."""
    return ListPage(
        direction=direction.value,
        way=DIRECTIONS[direction],
        sound=tuple(_sound(each.row, each.zone) for each in read.passengers),
        problems=tuple(_problem(each) for each in read.problems),
        zones="\n".join(each.zone for each in read.passengers),
        press=uuid4(),
    )


def refusal(read: Manifest) -> str:
    """Why the whole list is refused, "" when it is not."""
    if read.passengers or not read.problems or read.problems[0].row:
        return ""
    problem = read.problems[0]
    sentence = str(FAULTS[problem.fault])
    return f"{sentence}: {problem.other}." if problem.other else sentence


def _sound(row: int, zone: str) -> SoundRow:
    document = icao9303.read(zone.split("\n"), clock.today())
    return SoundRow(
        row, holder_name(document), document.nationality or "", document.document_number or ""
    )


def _problem(problem: RowProblem) -> ProblemRow:
    return ProblemRow(problem.row, FAULTS[problem.fault], problem.other)
