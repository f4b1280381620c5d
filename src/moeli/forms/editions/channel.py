"""Forms as channels of publications: `form.NAME`, one for each form. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from moeli.forms.editions import difference, package
from moeli.forms.editions.checks import NAME
from moeli.forms.editions.reading import read
from moeli.forms.editions.sentences import problem
from moeli.platform.room import PublicationKind, PublicationProblem
from moeli.standards import xforms

PREFIX = "form"
_SECONDS = 40.0  # a form of 5,000 rows takes a busy machine about ten


def channel_of(name: str) -> str:
    """The channel of the form with this form_id."""
    return f"{PREFIX}.{name}"


def kind(name: str) -> PublicationKind | None:
    """The channel of one form; None for what can be no form_id."""
    if not NAME.fullmatch(name):
        return None
    return replace(_ANY, code=channel_of(name), label=name, validate=_validator(name))


def any_kind() -> PublicationKind:
    """A form whose name is not known yet: what an upload is judged by first."""
    return _ANY


def _validator(name: str) -> Callable[[bytes, date], Iterator[PublicationProblem]]:
    def validate(content: bytes, _first_day: date) -> Iterator[PublicationProblem]:
        yield from _problems(content, _first_day)
        form = read(content).form
        if form is not None and form.id != name:
            yield problem("other_form", form.id[:40])

    return validate


def _problems(content: bytes, _first_day: date) -> Iterator[PublicationProblem]:
    edition = read(content)
    yield from edition.refusals
    for each in edition.errors:
        where = " ".join(word for word in (each.sheet, str(each.row or ""), each.column) if word)
        yield PublicationProblem(each.code, xforms.sentence(each), where or each.where)


_ANY = PublicationKind(
    PREFIX,
    _("Form"),
    validate=_problems,
    difference=difference.difference,
    count=difference.count,
    largest=package.LARGEST,
    seconds=_SECONDS,
    drift=1.0,
    slack=100_000,  # who approves reads every change: no number of them is unusual
    stage="form.author",
    text=False,
    look="form_upload",
)
