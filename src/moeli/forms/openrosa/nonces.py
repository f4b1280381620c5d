"""Challenges: signed with this node's key, good for minutes, each answer to one counted once."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from enum import Enum
from hmac import compare_digest

from django.db import IntegrityError, transaction

from moeli.forms.openrosa import rules
from moeli.forms.openrosa.models import NonceUse
from moeli.platform import clock
from moeli.platform.vault.master import index_hash

_SHAPE = re.compile(r"([0-9a-f]{8})([0-9a-f]{24})([0-9a-f]{32})")
_FORGOTTEN = 20  # ended ones that are forgotten with each new one


class Standing(Enum):
    """What a challenge is worth now."""

    GOOD, ENDED, FORGED = range(3)


def fresh(now: datetime) -> str:
    """A new challenge."""
    body = f"{int(now.timestamp()):08x}{secrets.token_hex(12)}"
    return body + index_hash("phone nonce", body).hex()


def standing(nonce: str, now: datetime) -> Standing:
    """Whether it is ours, and not too old. A clock that was set back ends it too."""
    found = _SHAPE.fullmatch(nonce)
    if not found or not compare_digest(
        index_hash("phone nonce", found[1] + found[2]).hex(), found[3]
    ):
        return Standing.FORGED
    made = _made(found[1])
    return Standing.GOOD if made <= now < made + _life(now) else Standing.ENDED


def count(nonce: str, answer: int, now: datetime) -> bool:
    """Note that the challenge was answered for the `answer`th time; False if it was before.

    One conditional update: of two requests with the same count one is taken, whatever the worker.
    """
    kept = index_hash("phone nonce", f"use {nonce}")
    if NonceUse.objects.filter(nonce_hash=kept, count__lt=answer).update(count=answer):
        return True
    try:
        with transaction.atomic():
            NonceUse.objects.create(nonce_hash=kept, count=answer, until=now + _life(now))
    except IntegrityError:
        return False
    old = NonceUse.objects.filter(until__lt=now).values_list("nonce_hash", flat=True)
    NonceUse.objects.filter(nonce_hash__in=[bytes(each) for each in old[:_FORGOTTEN]]).delete()
    return True


def _made(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds, 16), UTC)


def _life(now: datetime) -> timedelta:
    return timedelta(minutes=rules.limit("nonce_minutes", clock.legal_day(now)))
