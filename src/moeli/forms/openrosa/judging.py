"""Whether answers of a phone become a run at once, and of which edition; or why they wait."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from moeli.forms import selectors
from moeli.forms.kept import context
from moeli.forms.models import Edition
from moeli.forms.openrosa import phone_clock
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.sent import Told
from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.standards import xforms

FORM_UNKNOWN, VERSION_UNKNOWN = "form_unknown", "version_unknown"
WITHDRAWN, NOT_GIVEN, UNFIT, DIFFERS = "withdrawn", "not_given", "unfit", "differs"
REASONS = (FORM_UNKNOWN, VERSION_UNKNOWN, WITHDRAWN, NOT_GIVEN, UNFIT, DIFFERS)
_SEVERAL = 5  # editions that may share one version
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Read:
    """Answers as an edition reads them; `problems` name questions, never answers.

    `files` is how many pictures, sounds and files they speak of.
    """

    edition: Edition
    session: xforms.Session
    problems: tuple[xforms.Problem, ...]
    begun: datetime | None
    ended: datetime | None
    files: int = 0

    def told(self) -> list[dict[str, str]]:
        """The problems as they are kept."""
        return [{"code": p.code, "where": p.where} for p in self.problems[:_MOST_PROBLEMS]]


def read(told: Told, xml: bytes, day: date) -> Read | None:
    """The answers by the edition that they name; None where it is not known here.

    Several editions may carry one version: the newest holds that the answers fit. Raises
    MoeliError `phone_outside_form` when they fit into none.
    """
    named = Edition.objects.filter(form=told.form, version=told.version, effective_from__lte=day)
    rows = list(named.order_by("-number").defer("xform")[:_SEVERAL])
    found = [each for row in rows if (each := _read(row, xml)) is not None]
    if rows and not found:
        raise MoeliError(PhoneError.OUTSIDE)
    return min(found, key=lambda each: len(each.problems), default=None)


def why_not_known(told: Told) -> str:
    """Why no edition was found."""
    return VERSION_UNKNOWN if Edition.objects.filter(form=told.form).exists() else FORM_UNKNOWN


def is_withdrawn(row: Edition, day: date) -> bool:
    """Whether a rollback passed over this edition: an earlier one was put back in its place."""
    later = Edition.objects.filter(form=row.form, number__gt=row.number, effective_from__lte=day)
    return later.filter(restores__gt=0, restores__lt=row.number).exists()


def _read(row: Edition, xml: bytes) -> Read | None:
    form = selectors.loaded(row).form
    try:
        session, problems = xforms.submitted(form, xml, context())
        begun, ended = (_stamp(form, session, which) for which in ("start", "end"))
        if problems and ended:  # "not before today" was asked on the day of the answer
            then = replace(context(), now=lambda: ended.astimezone(clock.MASERU))
            session, problems = xforms.submitted(form, xml, then)
    except xforms.FormError:
        return None
    if any(each.code == "outside_form" for each in problems):
        return None
    return Read(row, session, _each_once(problems), begun, ended, _files(session))


def _files(session: xforms.Session) -> int:
    asked = (each for step in session.steps() for each in step.questions)
    return sum(1 for each in asked if each.kind == "upload" and each.value)


def _each_once(problems: Iterable[xforms.Problem]) -> tuple[xforms.Problem, ...]:
    found: dict[str, xforms.Problem] = {}
    for each in problems:
        found.setdefault(each.where, each)
    return tuple(found.values())


def _stamp(form: xforms.Form, session: xforms.Session, which: str) -> datetime | None:
    values = session.values()
    for path, bind in form.binds.items():
        if (bind.preload, bind.preload_params) == ("timestamp", which):
            return phone_clock.moment(values.get("/" + "/".join(path), ""))
    return None
