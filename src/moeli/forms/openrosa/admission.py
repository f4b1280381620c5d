"""Letting a phone in: by Digest or by the token in its address; for a person who may run forms."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from moeli.forms.openrosa import credentials, digest, nonces, rules
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.models import AppUser, PhoneTraffic
from moeli.forms.openrosa.nonces import Standing
from moeli.forms.policies import RUNNING
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.errors import MoeliError
from moeli.platform.keyring import services as keyring

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone at the door: whose it is as she stands now, where she works, which forms it has."""

    id: UUID
    actor: Actor
    place: str
    forms: tuple[str, ...]


def admit(request: HttpRequest, key: str) -> Phone:
    """The phone, whose person may still run forms at its place.

    Raises MoeliError `phone_insecure`, `phone_from_a_page`, `phone_key_not_known`,
    `phone_not_known` (whatever is wrong; `stale` when only the challenge is old) or
    `phone_too_many`.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise MoeliError(PhoneError.INSECURE)
    if "Origin" in request.headers:
        raise MoeliError(PhoneError.FROM_A_PAGE)
    now = clock.now()
    row = _by_key(key, now) if key else _by_digest(request, now)
    actor = _person(row, now)
    if actor is None:
        raise MoeliError(PhoneError.KEY_NOT_KNOWN if key else PhoneError.NOT_KNOWN, stale=False)
    seen(row, now)
    return Phone(row.id, actor, row.place, tuple(row.forms))


def _by_key(key: str, now: datetime) -> AppUser:
    found = None
    if credentials.well_formed(key):
        found = _standing(now).filter(token_hash=credentials.kept(key), way="token").first()
    if found is None:
        raise MoeliError(PhoneError.KEY_NOT_KNOWN)
    return found


def _by_digest(request: HttpRequest, now: datetime) -> AppUser:
    answer = digest.shown(request.headers.get("Authorization", ""))
    if answer is None or not digest.is_for(answer, request.path, request.META["QUERY_STRING"]):
        raise MoeliError(PhoneError.NOT_KNOWN, stale=False)
    worth = nonces.standing(answer.nonce, now)
    row = _standing(now).filter(username=answer.username, way="digest").first()
    is_right = row is not None and digest.is_right(answer, _secret(row), str(request.method))
    if row is None or not is_right or worth is Standing.FORGED:
        raise MoeliError(PhoneError.NOT_KNOWN, stale=False)
    # An answer seen before is answered like an old challenge: a phone whose requests overtook one
    # another tries anew by itself, and whoever only repeats one cannot.
    if worth is Standing.ENDED or not nonces.count(answer.nonce, answer.count, now):
        raise MoeliError(PhoneError.NOT_KNOWN, stale=True)
    return row


def _standing(now: datetime) -> QuerySet[AppUser]:
    return AppUser.objects.filter(revoked_at=None, expires_at__gt=now)


def _secret(row: AppUser) -> dict[str, str]:
    opened = keyring.unseal(credentials.secret_binding(str(row.id)), bytes(row.secret))
    found: dict[str, str] = json.loads(opened)
    return found


def _person(row: AppUser, now: datetime) -> Actor | None:
    user = User.objects.filter(id=UUID(row.person)).first()
    actor = actor_of(user, now, row.place) if user else None
    return actor if actor and actor.may(RUNNING.action, row.place) else None


def seen(row: AppUser, now: datetime) -> None:
    """The phone came: one count a phone and minute. Raises MoeliError `phone_too_many`."""
    most = rules.limit("per_minute", clock.legal_day(now))
    minute, own = int(now.timestamp()) // _MINUTE, PhoneTraffic.objects.filter(phone_id=row.id)
    if own.filter(~Q(minute=minute)).update(minute=minute, count=1, seen_at=now):
        return
    if not own.filter(minute=minute, count__lt=most).update(count=F("count") + 1, seen_at=now):
        raise MoeliError(PhoneError.TOO_MANY, most=most)
