"""Questions and lessons as the pages show them."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.documents import rules
from moeli.documents.models import Lesson
from moeli.documents.selectors import QuestionRow, QuestionView
from moeli.platform import clock
from moeli.platform.dated import DatedRow
from moeli.ports import directory
from moeli.standards import icao9303

_HOUR = 3600
_KINDS = {"P": _("Passport"), "V": _("Visa"), **dict.fromkeys("IAC", _("Card"))}  # Doc 9303-4 to 7


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the list; `due` says in words how long there is."""

    id: UUID
    port: str
    desk: str
    document: str
    asked_at: datetime
    due: str
    tone: str
    verdict: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question opened."""

    line: QuestionLine
    groups: tuple[str, ...]
    motive: str
    lines: tuple[str, ...]
    digits: str | Promise
    digits_tone: str
    picture: str
    remark: str
    may_answer: bool
    sees_document: bool


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One lesson."""

    group: str
    document: str
    what: str
    written_at: datetime


def question_line(row: QuestionRow) -> QuestionLine:
    """A question in a list."""
    due, tone = _due(row)
    return QuestionLine(
        id=row.id,
        port=_port(row.place),
        desk=row.desk,
        document=_document(row.document_code, row.issuing_state),
        asked_at=row.asked_at,
        due=due,
        tone=tone,
        verdict=_label(rules.verdicts(clock.legal_day(row.asked_at)), row.verdict),
    )


def question_card(seen: QuestionView) -> QuestionCard:
    """A question for its page."""
    document, groups = seen.document, rules.groups(clock.legal_day(seen.row.asked_at))
    valid = bool(document and document.valid)
    return QuestionCard(
        line=question_line(seen.row),
        groups=tuple(_label(groups, each) for each in seen.groups),
        motive=seen.motive,
        lines=document.lines if document else (),
        digits=_("Check digits fit") if valid else _("Check digits do not fit"),
        digits_tone="good" if valid else "bad",
        picture=as_data(seen.picture),
        remark=seen.remark,
        may_answer=seen.may_answer,
        sees_document=document is not None,
    )


def lesson_card(row: Lesson) -> LessonCard:
    """A lesson as everybody reads it."""
    groups = rules.groups(clock.legal_day(row.written_at))
    document = _document(row.document_code, row.issuing_state)
    return LessonCard(_label(groups, row.group), document, row.what, row.written_at)


def as_data(jpeg: bytes) -> str:
    """A picture within a page: no address, so no second read of it."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}" if jpeg else ""


def _due(row: QuestionRow) -> tuple[str, str]:
    if row.verdict:
        value = _value(row.verdict, clock.legal_day(row.asked_at))
        return _label(rules.verdicts(clock.legal_day(row.asked_at)), row.verdict), value["tone"]
    left = (row.reply_by - clock.now()).total_seconds()
    if left < 0:
        return gettext("Late by %(time)s") % {"time": _span(-left)}, "bad"
    return gettext("Answer within %(time)s") % {"time": _span(left)}, "wait"


def _span(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    if seconds < 2 * _HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(seconds / _HOUR)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def _value(verdict: str, day: date) -> dict[str, str]:
    found: dict[str, str] = next(r.value for r in rules.verdicts(day) if r.id == verdict)
    return found


def _label(rows: tuple[DatedRow, ...], id: str) -> str:
    language = get_language() or "en"
    return next((row.label(language) for row in rows if row.id == id), id)


def _document(code: str, issuer: str) -> str:
    state = icao9303.state(issuer)
    kind = _KINDS.get(code[:1], _("Document"))
    return ", ".join(filter(None, (str(kind), state.name if state else issuer)))


def _port(code: str) -> str:
    try:
        return directory.port(code).name
    except KeyError:
        return code
