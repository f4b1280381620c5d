"""Forms as the list for phones has them; phones and what was set aside as pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from moeli.forms.models import Edition
from moeli.forms.openrosa import rules, selectors
from moeli.forms.openrosa.documents import Beside, Listed
from moeli.forms.openrosa.models import AppUser, Submission
from moeli.forms.presenters.tongues import suiting
from moeli.forms.selectors import names
from moeli.platform import clock
from moeli.platform.access import places
from moeli.standards import xforms

_POSITION = re.compile(r"\[\d+\]")
_REASONS = {
    "form_unknown": _("This form is not known here."),
    "version_unknown": _("This edition of the form is not known here."),
    "withdrawn": _("This edition was withdrawn: an earlier one was put back in its place."),
    "not_given": _("This phone was not given this form."),
    "unfit": _("Some answers do not fit their questions."),
    "differs": _("The same form came before, under the same number, with other answers."),
}
_STATES = {
    "waits": (_("Waits"), "wait"),
    "accepted": (_("Became a run"), "good"),
    "discarded": (_("Discarded"), "neutral"),
}


class Address(Protocol):
    """The address of a view of the door, for the phone that asks."""

    def __call__(self, view: str, /, **parts: object) -> str:
        """The whole address."""


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A phone in the list; `open` while it can be taken back."""

    row: AppUser
    person: str
    place: str
    forms: str
    seen_at: datetime | None
    open: bool
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class AsideRow:
    """Something set aside; `title` is empty for a form that is not known here.

    `amiss` says what does not fit, question by question.
    """

    row: Submission
    title: str
    phone: str
    person: str
    place: str
    reason: Promise
    state: Promise
    tone: str
    ahead: int
    settled_by: str = ""
    amiss: tuple[tuple[str, str], ...] = ()


def listed(rows: Iterable[Edition], address: Address, *, verbose: bool) -> list[Listed]:
    """Forms as a phone lists them."""
    return [_listed(row, address, verbose=verbose) for row in rows]


def beside(row: Edition, address: Address) -> list[Beside]:
    """The files beside a form."""
    there = sorted(selectors.hashes(row).beside.items())
    return [
        Beside(name, md5, address("phone_file", edition_id=row.id, name=name))
        for name, md5 in there
    ]


def phone_rows(rows: Iterable[AppUser]) -> list[PhoneRow]:
    """Phones in words."""
    rows, titles = list(rows), _titles()
    people = names(row.person for row in rows)
    return [_phone_row(row, people, titles) for row in rows]


def aside_rows(rows: Iterable[Submission], language: str) -> list[AsideRow]:
    """What was set aside, in words."""
    rows, titles = list(rows), _titles()
    people = names({row.person for row in rows} | {row.settled_by for row in rows})
    phones = selectors.names_of_phones({row.phone for row in rows})
    return [
        _aside_row(row, titles.get(row.form, ""), people, phones.get(row.phone, ""), language)
        for row in rows
    ]


def aside_row(row: Submission, language: str) -> AsideRow:
    """One of them, each question that does not fit in the words of its form."""
    [found] = aside_rows([row], language)
    words = _questions(selectors.form_of_aside(row) if row.problems else None)
    named = ((words.get(_POSITION.sub("", at), at), said) for at, said in found.amiss)
    return replace(found, amiss=tuple(named))


def clock_ahead(skew: int | None) -> int:
    """By how many minutes a phone's clock was wrong; 0 where near enough, or not known."""
    near = rules.limit("skew_seconds", clock.today())
    return 0 if skew is None or abs(skew) < near else round(skew / 60)


def _listed(row: Edition, address: Address, *, verbose: bool) -> Listed:
    found = selectors.hashes(row)
    described = _now("%(number)d questions") % {"number": row.questions} if verbose else ""
    return Listed(
        form=row.form,
        name=row.title,
        version=row.version,
        md5=found.xform,
        download=address("phone_form", edition_id=row.id),
        manifest=address("phone_manifest", edition_id=row.id) if found.beside else "",
        described=described,
    )


def _phone_row(row: AppUser, people: dict[str, str], titles: dict[str, str]) -> PhoneRow:
    state, tone = _state_of(row)
    return PhoneRow(
        row,
        people.get(row.person, ""),
        places.name_of(row.place),
        ", ".join(titles.get(form, form) for form in row.forms),
        row.traffic.seen_at,
        row.revoked_at is None,
        state,
        tone,
    )


def _state_of(row: AppUser) -> tuple[Promise, str]:
    if row.revoked_at:
        return _("Taken back"), "neutral"
    if row.expires_at <= clock.now():
        return _("Ended"), "bad"
    if row.traffic.seen_at is None:
        return _("Never seen"), "wait"
    return _("In use"), "good"


def _questions(form: xforms.Form | None) -> dict[str, str]:
    """What each place asks, by its path, in the person's language."""
    if form is None:
        return {}
    lines = xforms.on_paper(form, suiting(form.languages, form.default_language))
    return {"/" + "/".join(line.path): line.label.text for line in lines if line.label.text}


def _titles() -> dict[str, str]:
    return {each.form: each.title for each in selectors.forms_to_give()}


def _aside_row(
    row: Submission, title: str, people: dict[str, str], phone: str, language: str
) -> AsideRow:
    state, tone = _STATES[row.state]
    amiss = tuple(
        (each["where"], xforms.sentence(xforms.Problem(each["code"]), language))
        for each in row.problems
    )
    return AsideRow(
        row,
        title,
        phone,
        people.get(row.person, ""),
        places.name_of(row.place),
        _REASONS[row.reason],
        state,
        tone,
        clock_ahead(row.skew),
        people.get(row.settled_by, ""),
        amiss,
    )
