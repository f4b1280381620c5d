"""Raising a notice, taking it on, and saying where one can be reached."""

import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.notices import raising
from moeli.platform.notices.errors import NoticeError
from moeli.platform.notices.models import Notice
from moeli.platform.notices.policies import READING, rows
from moeli.platform.notices.sealing import key_subject

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")  # ITU-T E.164, section 6


def raise_notice(*, kind: str, place: str, cause: object) -> None:
    """Tell the kind's role at `place`, with the caller's change; once a cause while it waits.

    `cause` is the id of the record it is about; `place` "" means every holder of the role. Raises
    KeyError for a kind that no room declares.
    """
    with transaction.atomic():
        raising.put(room.notice_kinds()[kind], place, str(cause), clock.now())


def settle_notice(*, kind: str, cause: object) -> None:
    """The cause is gone: what waits of this kind about it needs nobody any more."""
    raising.settle(room.notice_kinds()[kind], str(cause), clock.now())


def acknowledge(*, actor: Actor, notice_id: UUID) -> None:
    """Take a notice on, for everybody who received it. Raises `absent` or `already_closed`."""
    with transaction.atomic():
        hers = Notice.objects.select_for_update().filter(rows(actor), id=notice_id)
        notice = hers.first()
        if notice is None:
            raise absent()
        if notice.closed_at:
            raise MoeliError(NoticeError.ALREADY_CLOSED)
        entry = NewEntry(
            verb="notice.acknowledged",
            actor=actor.id,
            subject=str(notice.id),
            place=notice.place,
            body={"kind": notice.kind},
        )
        record(entry)


def give_contact(*, actor: Actor, mail: str, phone: str) -> None:
    """Say where one wants to be told that a task waits; "" for nowhere.

    Raises MoeliError `absent`, `bad_mail` or `bad_phone`.
    """
    require(actor, READING.action)
    given = {"mail": mail.strip(), "phone": re.sub(r"[ ()-]", "", phone)}
    _check(**given)
    with transaction.atomic():
        entry = NewEntry(
            verb="notice.contact_given",
            actor=actor.id,
            subject=actor.id,
            body=given,
            key_subject=key_subject(UUID(actor.id)),
        )
        record(entry)


def _check(mail: str, phone: str) -> None:
    try:
        if mail:
            validate_email(mail)
    except ValidationError as error:
        raise MoeliError(NoticeError.BAD_MAIL) from error
    if phone and not _PHONE.fullmatch(phone):
        raise MoeliError(NoticeError.BAD_PHONE)
