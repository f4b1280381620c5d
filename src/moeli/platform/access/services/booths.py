"""Enrolling the PCs at the desks: a one-use link is made here and opened there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from moeli.platform import clock
from moeli.platform.access import places, tokens
from moeli.platform.access.actor import Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import Booth, BoothInvitation
from moeli.platform.access.policies import BOOTHS
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record

_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new link; `token` is known now and never again."""

    id: UUID
    place: str
    name: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A booth just enrolled; `token` goes into its cookie and is kept nowhere else."""

    booth: Booth
    token: str


def invite_booth(*, actor: Actor, place: str, name: str) -> Invitation:
    """Make the one-use link that enrols a PC as the booth `name` at `place`.

    Raises MoeliError `absent` (not allowed there), `bad_place`, `bad_booth_name` or
    `booth_name_taken`.
    """
    require(actor, BOOTHS.action, place)
    name = " ".join(name.split())
    if place not in places.known_places():
        raise MoeliError(AccessError.BAD_PLACE)
    if not 0 < len(name) <= _NAME_LENGTH or not name.isprintable():
        raise MoeliError(AccessError.BAD_BOOTH_NAME)
    expires_at = clock.now() + timedelta(minutes=settings.MOELI_BOOTH_LINK_MINUTES)
    invitation = Invitation(uuid7(), place, name, tokens.fresh(), expires_at)
    with transaction.atomic():
        if Booth.objects.filter(place=place, name=name, retired_at=None).exists():
            raise MoeliError(AccessError.BOOTH_NAME_TAKEN)
        _record(actor, "access.booth_invited", invitation.id, place, _invited(invitation))
    return invitation


def enrol_booth(*, actor: Actor, token: str) -> Enrolment:
    """Use the link up: this PC becomes the booth that the link names. The link is the permission.

    Raises MoeliError `absent` (no such link), `link_used`, `link_expired` or `booth_name_taken`.
    """
    booth_id, cookie_token = uuid7(), tokens.fresh()
    try:
        with transaction.atomic():
            link = _locked_link(token)
            body = {
                "invitation": str(link.id),
                "name": link.name,
                "token_hash": tokens.token_hash(cookie_token).hex(),
            }
            _record(actor, "access.booth_enrolled", booth_id, link.place, body)
    except IntegrityError as error:  # another link made a booth of this name meanwhile
        raise MoeliError(AccessError.BOOTH_NAME_TAKEN) from error
    return Enrolment(Booth.objects.get(id=booth_id), cookie_token)


def retire_booth(*, actor: Actor, booth_id: UUID) -> None:
    """Know a booth no longer: its cookie is worth nothing from now on.

    Raises MoeliError `absent` or `already_retired`.
    """
    require(actor, BOOTHS.action)
    with transaction.atomic():
        hers = Booth.objects.filter(BOOTHS.rows(actor))
        booth = hers.select_for_update().filter(id=booth_id).first()
        if booth is None:
            raise absent()
        if booth.retired_at:
            raise MoeliError(AccessError.ALREADY_RETIRED)
        _record(actor, "access.booth_retired", booth.id, booth.place, {"name": booth.name})


def _locked_link(token: str) -> BoothInvitation:
    links = BoothInvitation.objects.select_for_update()
    link = links.filter(token_hash=tokens.token_hash(token)).first()
    if link is None:
        raise absent()
    if link.used_at:
        raise MoeliError(AccessError.LINK_USED)
    if link.expires_at <= clock.now():
        raise MoeliError(AccessError.LINK_EXPIRED)
    return link


def _invited(invitation: Invitation) -> dict[str, str]:
    return {
        "name": invitation.name,
        "token_hash": tokens.token_hash(invitation.token).hex(),
        "expires_at": invitation.expires_at.isoformat(),
    }


def _record(actor: Actor, verb: str, subject: UUID, place: str, body: dict[str, str]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(subject), place=place, body=body))
