"""All findings of a file, in the order of its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from moeli.standards.xforms.form import Form
from moeli.standards.xforms.lint.cells import printed_quotes
from moeli.standards.xforms.lint.logic import missing_choices, silent_constraints
from moeli.standards.xforms.lint.offered import offered_by
from moeli.standards.xforms.lint.places import Places
from moeli.standards.xforms.lint.reach import Reach
from moeli.standards.xforms.lint.words import Words
from moeli.standards.xforms.problems import Problem, severity
from moeli.standards.xforms.reading.secondary import Attachments
from moeli.standards.xforms.source import opened
from moeli.standards.xforms.sweeping import swept_afterwards

_NOTHING: Attachments = MappingProxyType({})
_SHEETS = ("", "survey", "choices", "settings")


@dataclass(frozen=True, slots=True)
class Report:
    """`form` can be run only if the report is `sound`; `xform` is what phones get.

    `settings` are the cells of the settings sheet, also those that say nothing to a form engine.
    """

    findings: tuple[Problem, ...]
    form: Form | None
    xform: bytes
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is refused."""
        return self.form is not None and not any(
            severity(finding) == "error" for finding in self.findings
        )


@swept_afterwards()
def lint(data: bytes, attachments: Attachments = _NOTHING) -> Report:
    """Everything to be said of a workbook or an XForm. It never raises."""
    source = opened(data, attachments)
    places = Places(source.book)
    found = [places.of(problem) for problem in source.problems]
    if source.book is not None:
        found += printed_quotes(source.book)
    if source.form is not None:
        found += [places.of(problem) for problem in _checks(source.form, places)]
    unique = list({_identity(finding): finding for finding in found}.values())
    rows = source.book.sheets.get("settings", ()) if source.book else ()
    settings = dict(next(iter(rows), {}))
    return Report(tuple(sorted(unique, key=_order)), source.form, source.xform, settings)


def _checks(form: Form, places: Places) -> Iterator[Problem]:
    offered = offered_by(form)
    yield from missing_choices(form, offered)
    yield from Reach(form, offered).problems()
    yield from silent_constraints(form)
    words = Words(form, places)
    yield from words.missing()
    yield from words.long_screens()


def _identity(finding: Problem) -> tuple[object, ...]:
    return (*finding[:3], tuple(sorted(finding.values.items())), *finding[4:])


def _order(finding: Problem) -> tuple[int, int, str]:
    sheet = finding.sheet if finding.sheet in _SHEETS else _SHEETS[-1]
    return _SHEETS.index(sheet), finding.row, finding.code
