"""What a picture, its zone and what hands copied say of one another, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.desk.presenters.document import FieldRow, document_card
from moeli.desk.presenters.document_words import FIELDS
from moeli.desk.presenters.problem_words import problem_text
from moeli.documents.reading import Change, Doubted, Reading, changes
from moeli.standards import icao9303
from moeli.standards.icao9303.layouts import LAYOUTS

_PARTS = {
    "name": ("primary_identifier", "secondary_identifier"),
    "primary": ("primary_identifier",),
    "secondary": ("secondary_identifier",),
    "composite": (),
    "": (),
}
_OF_SCREEN = _("This looks like a photograph of a screen: ask for the document itself.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was copied by eye from the visual page."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One agreement or disagreement."""

    tone: str
    text: str | Promise


def fields(document: icao9303.Document, unanswered: Sequence[Doubted]) -> Iterator[FieldRow]:
    """The fields; what holds an unanswered doubt is doubtful, whatever its digit says."""
    doubted = {name for doubt in unanswered for name in field_names(document, doubt)}
    labels = [FIELDS[name] for name in doubted if name in FIELDS]
    for row in document_card(document).fields:
        yield replace(row, status=_("Doubtful"), tone="warn") if row.label in labels else row


def findings(
    read: Reading | None,
    document: icao9303.Document | None,
    unanswered: Sequence[Doubted],
    typed: Typed | None,
    now: Sequence[str],
) -> Iterator[Finding]:
    """What agrees and what does not; digits over a doubtful character prove nothing."""
    if read is None:
        yield Finding(
            "bad", _("No zone was found in the picture. Type its lines, or go on by hand.")
        )
    if document is None:
        return
    if unanswered:
        yield Finding("warn", _waiting(len(unanswered), settled=bool(read and read.ok)))
    if not unanswered or (read and read.ok):
        yield from _digits(document)
    if read:
        yield from _machine(read, now)
    if typed:
        yield from _visual(document, typed)


def _waiting(count: int, *, settled: bool) -> str:
    if settled:
        said = ngettext(
            "%(n)d character of the name is doubtful.",
            "%(n)d characters of the name are doubtful.",
            count,
        )
    else:
        said = ngettext(
            "%(n)d character is doubtful: until it is answered, the check digits prove nothing.",
            "%(n)d characters are doubtful: until they are answered, the check digits prove "
            "nothing.",
            count,
        )
    return said % {"n": count}


def _machine(read: Reading, now: Sequence[str]) -> Iterator[Finding]:
    if read.of_screen:
        yield Finding("warn", _OF_SCREEN)
    if read.name_witnessed:
        yield Finding("good", _("Two readers read the same name."))
    else:
        yield Finding("warn", _("The two readers are not sure of the name: compare it by eye."))
    if read.more_doubts:
        yield Finding("warn", _("More are doubtful than are asked for: a better picture helps."))
    for change in changes(read, now) or ():
        yield Finding("warn", _changed(change))


def _digits(document: icao9303.Document) -> Iterator[Finding]:
    if document.valid:
        yield Finding("good", _("All check digits agree."))
    for problem in document.problems:
        yield Finding("bad" if problem.code == "check_digit" else "warn", problem_text(problem))


def _visual(document: icao9303.Document, typed: Typed) -> Iterator[Finding]:
    """What was copied from the visual page, held against the zone."""
    pairs = (
        (typed.number, document.document_number or "", FIELDS["document_number"], str.upper),
        (
            typed.name,
            document.primary_identifier or "",
            FIELDS["primary_identifier"],
            icao9303.transliterate,
        ),
    )
    for copied, zone, label, written in pairs:
        if copied and _plain(written(copied)) == _plain(written(zone)):
            said = gettext("%(field)s: page and zone agree.")
            yield Finding("good", said % {"field": label})
        elif copied:
            said = gettext("%(field)s: the page says %(page)s, the zone says %(zone)s.")
            yield Finding("bad", said % {"field": label, "page": copied, "zone": zone or "–"})


def _plain(text: str) -> str:
    """Letters and digits alone: pages part numbers and names as zones do not."""
    return "".join(letter for letter in text if letter.isalnum())


def _changed(change: Change) -> str:
    said = gettext("Line %(line)d, character %(column)d: read %(read)s, by hand %(said)s.")
    return said % {
        "line": change.line,
        "column": change.column,
        "read": change.read,
        "said": change.said,
    }


def field_names(document: icao9303.Document, doubt: Doubted) -> tuple[str, ...]:
    """The fields to which the character belongs; a check digit belongs to what it proves."""
    layout = LAYOUTS.get(str(document.format))
    if layout is None:
        return ()
    at = (doubt.line - 1) * layout.width + doubt.column - 1
    checked = [check.of for check in layout.checks if check.at == at]
    inside = [name for name, place in layout.fields.items() if place.start <= at < place.stop]
    return _PARTS.get((checked + inside + [""])[0], tuple(checked or inside))
