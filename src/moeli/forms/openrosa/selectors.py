"""Phones and what was set aside, for those who look after them; forms, for phones."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import F
from django.http.response import HttpResponseBase

from moeli.forms import selectors as forms
from moeli.forms.models import Edition, Run
from moeli.forms.openrosa.admission import Phone
from moeli.forms.openrosa.models import AppUser, Submission, SubmissionFile
from moeli.forms.openrosa.policies import PHONES, SETTLING
from moeli.forms.openrosa.sealing import key_subject
from moeli.forms.policies import RUNNING
from moeli.platform import clock
from moeli.platform.access import roles
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import Grant, User
from moeli.platform.access.policy import require
from moeli.platform.blobs.serving import attachment
from moeli.platform.errors import absent
from moeli.standards.xforms import Form

SHOWN = 200
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Hashes:
    """The MD5 of an edition's XForm and of each file beside it, as OpenRosa wants them."""

    xform: str
    beside: Mapping[str, str]


# For phones.


def forms_of(phone: Phone, form: str = "", *, every: bool = False) -> list[Edition]:
    """What the phone may fetch: of each of its forms the edition in force; `every`: earlier too."""
    wanted = [form] if form in phone.forms else ([] if form else list(phone.forms))
    rows = list(Edition.objects.filter(form__in=wanted).in_force(clock.today()))
    if every:
        return rows
    tops: dict[str, Edition] = {}
    for row in rows:
        tops.setdefault(row.form, row)
    return list(tops.values())


def form_of(phone: Phone, edition_id: UUID) -> Edition:
    """One edition that the phone may fetch. Raises MoeliError `absent`."""
    rows = Edition.objects.filter(form__in=phone.forms, effective_from__lte=clock.today())
    found = rows.filter(id=edition_id).first()
    if found is None:
        raise absent()
    return found


def hashes(row: Edition) -> Hashes:
    """An edition never changes: its hashes are made once a process."""
    return _hashes(row.id)


def file_of(row: Edition, name: str) -> bytes:
    """A file beside an edition. Raises MoeliError `absent`."""
    if name not in hashes(row).beside:
        raise absent()
    return forms.beside(row)[name]


# For those who look after phones.


def phones(actor: Actor) -> list[AppUser]:
    """The phones where she may let one in, those let in first. Raises MoeliError `absent`."""
    require(actor, PHONES.action)
    rows = AppUser.objects.filter(PHONES.rows(actor)).select_related("traffic")
    let_in_first = F("revoked_at").desc(nulls_first=True)
    return list(rows.order_by(let_in_first, "place", "name", "id").defer("secret")[:SHOWN])


def phone(actor: Actor, phone_id: UUID) -> AppUser:
    """One phone. Raises MoeliError `absent`."""
    require(actor, PHONES.action)
    found = AppUser.objects.filter(PHONES.rows(actor), id=phone_id).first()
    if found is None:
        raise absent()
    return found


def forms_to_give() -> list[Edition]:
    """Of each form the edition in force today, by its title."""
    tops: dict[str, Edition] = {}
    for row in Edition.objects.in_force(clock.today()):
        tops.setdefault(row.form, row)
    return sorted(tops.values(), key=lambda each: each.title)


def bearers(actor: Actor) -> list[User]:
    """People who may run forms somewhere today. Raises MoeliError `absent`."""
    require(actor, PHONES.action)
    able = [role for role in roles.roles() if RUNNING.action in roles.actions_of(role)]
    held = Grant.objects.in_force(clock.now()).filter(role__in=able).values("user_id")
    return list(User.objects.filter(id__in=held, is_active=True).order_by("name", "id"))


def waiting(actor: Actor) -> list[Submission]:
    """What was set aside and waits, the oldest first. Raises MoeliError `absent`."""
    require(actor, SETTLING.action)
    rows = Submission.objects.filter(SETTLING.rows(actor), state="waits")
    return list(rows.order_by("received_at", "id").defer("sealed")[:SHOWN])


def settled(actor: Actor) -> list[Submission]:
    """What was settled, the latest first. Raises MoeliError `absent`."""
    require(actor, SETTLING.action)
    rows = Submission.objects.filter(SETTLING.rows(actor), state__in=("accepted", "discarded"))
    return list(rows.order_by("-settled_at", "-id")[:50])


def set_aside(actor: Actor, submission_id: UUID) -> Submission:
    """One that was set aside, whatever became of it. Raises MoeliError `absent`."""
    require(actor, SETTLING.action)
    rows = Submission.objects.filter(SETTLING.rows(actor)).exclude(state="run")
    found = rows.filter(id=submission_id).defer("sealed").first()
    if found is None:
        raise absent()
    return found


def form_of_aside(row: Submission) -> Form | None:
    """The form that it names, as it is known here: for the words of its questions."""
    named = Edition.objects.filter(form=row.form, version=row.version).order_by("-number").first()
    return forms.loaded(named).form if named else None


def names_of_phones(ids: set[UUID]) -> dict[UUID, str]:
    """What stands on each phone."""
    return dict(AppUser.objects.filter(id__in=ids).values_list("id", "name"))


# For those who read runs.


def files_of_run(actor: Actor, run_id: UUID) -> tuple[Run, Submission | None, list[SubmissionFile]]:
    """A run that came from a phone, and its files by their size alone. Raises `absent`."""
    run = forms.readable_run(actor, run_id)
    row = Submission.objects.filter(run=run.id).defer("sealed").first()
    return run, row, list(row.files.order_by("blob")) if row else []


def file_of_run(actor: Actor, run_id: UUID, blob_id: UUID) -> HttpResponseBase:
    """A file of a run, as a download; the read is recorded first. Raises MoeliError `absent`."""
    run, _row, there = files_of_run(actor, run_id)
    if blob_id not in {each.blob for each in there}:
        raise absent()
    return attachment(
        actor=actor, blob_id=blob_id, subject=key_subject(run.id), purpose="form:file"
    )


@lru_cache(maxsize=_REMEMBERED)
def _hashes(edition_id: UUID) -> Hashes:
    row = Edition.objects.get(id=edition_id)
    return Hashes(
        _md5(forms.xform_of(row)), {name: _md5(data) for name, data in forms.beside(row).items()}
    )


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
