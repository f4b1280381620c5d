"""Writing to those who asked for it: at least once, each message known by its id."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from moeli.platform import clock
from moeli.platform.access.models import Grant, User
from moeli.platform.notices.channels import Channel, open_channels
from moeli.platform.notices.channels.letter import Letter, UndeliveredError, sentence
from moeli.platform.notices.models import Contact, Message, Notice
from moeli.platform.notices.sealing import opened
from moeli.platform.room import JobRun

_log = logging.getLogger("moeli.notices")
_ATTEMPTS = 8
_FIRST_DELAY = timedelta(minutes=1)


def deliver(run: JobRun) -> None:
    """Address what was raised since, then send what is due."""
    channels = open_channels()
    if not channels:
        return
    now = clock.now()
    for notice in Notice.objects.waiting().filter(written_at=None):
        with transaction.atomic():
            _address(notice, channels, now)
    due = Message.objects.filter(sent_at=None, given_up_at=None, next_attempt_at__lte=now)
    messages = list(due.filter(channel__in=channels).select_related("notice").order_by("id"))
    for done, message in enumerate(messages, start=1):
        _send(message, channels[message.channel])
        with transaction.atomic():
            message.save()
            run.progress(done, len(messages))


def _address(notice: Notice, channels: dict[str, Channel], now: datetime) -> None:
    contacts = Contact.objects.filter(person__in=_holders(notice, now))
    Message.objects.bulk_create(
        [
            Message(notice=notice, person=contact.person, channel=channel.name, next_attempt_at=now)
            for contact in contacts
            for channel in channels.values()
            if opened(contact, channel.field)
        ],
        ignore_conflicts=True,  # whoever was written to before it was escalated
    )
    Notice.objects.filter(id=notice.id).update(written_at=now)


def _holders(notice: Notice, now: datetime) -> list[UUID]:
    here = Q(place__in=["", notice.place]) if notice.place else Q()
    held = Grant.objects.in_force(now).filter(here, user__is_active=True)
    roles = [notice.role, notice.escalated_to]
    return list(held.filter(role__in=roles).values_list("user_id", flat=True))


def _send(message: Message, channel: Channel) -> None:
    """What was closed, or has nowhere to go any more, is not sent.

    A failure is tried again, with longer pauses.
    """
    now, to = clock.now(), _address_of(message, channel)
    if message.notice.closed_at or not to:
        message.given_up_at = now
    elif _taken(message, channel, to):
        message.sent_at = now
    else:
        message.attempts += 1
        message.next_attempt_at = now + _FIRST_DELAY * 2**message.attempts
        message.given_up_at = now if message.attempts >= _ATTEMPTS else None
        _log.warning("event=undelivered id=%s attempt=%d", message.id, message.attempts)


def _address_of(message: Message, channel: Channel) -> str:
    contact = Contact.objects.filter(person=message.person).first()
    return opened(contact, channel.field) if contact else ""


def _taken(message: Message, channel: Channel, to: str) -> bool:
    language = User.objects.values_list("language", flat=True).get(id=message.person)
    letter = Letter(str(message.id), to, sentence(message.notice.place, language))
    try:
        channel.send(channel.address, letter)
    except UndeliveredError:
        return False
    return True
