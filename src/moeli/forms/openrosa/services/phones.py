"""Letting phones in, and taking it back. What proves a phone is shown once."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from moeli.forms.openrosa import credentials, digest, rules, selectors
from moeli.forms.openrosa.errors import KeepingError
from moeli.forms.openrosa.models import AppUser
from moeli.forms.openrosa.policies import PHONES
from moeli.forms.policies import RUNNING
from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import services as keyring

DIGEST, TOKEN = "digest", "token"
WAYS = (DIGEST, TOKEN)
_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Issued:
    """An access just given; `password` or `token` is known now and never again."""

    phone: AppUser
    password: str = ""
    token: str = ""


def issue_phone(
    *,
    actor: Actor,
    person: str,
    place: str,
    name: str,
    forms: Sequence[str],
    days: int,
    way: str = DIGEST,
) -> Issued:
    """Let a person's phone fetch `forms` and send answers from `place`, for some days.

    Raises MoeliError `absent` (not allowed there) or with a `KeepingError` code.
    """
    require(actor, PHONES.action, place)
    body = _told(person, place, name, forms, days, way)
    id, username = uuid7(), credentials.fresh_name()
    password = credentials.fresh_password() if way == DIGEST else ""
    token = credentials.fresh_token() if way == TOKEN else ""
    with transaction.atomic():
        proof = {
            "username": username,
            "secret": _sealed(id, username, password) if password else "",
            "token_hash": credentials.kept(token).hex() if token else "",
        }
        _record("openrosa.phone_issued", actor, id, place, body | proof)
    return Issued(AppUser.objects.get(id=id), password, token)


def revoke_phone(*, actor: Actor, phone_id: UUID) -> None:
    """Let the phone in no longer; its secret is erased.

    Raises MoeliError `absent` or `phone_already_revoked`.
    """
    with transaction.atomic():
        rows = AppUser.objects.filter(PHONES.rows(actor)).select_for_update()
        phone = rows.filter(id=phone_id).first()
        if phone is None:
            raise absent()
        if phone.revoked_at:
            raise MoeliError(KeepingError.ALREADY_REVOKED)
        _record("openrosa.phone_revoked", actor, phone.id, phone.place, {})
        keyring.shred(subject=credentials.secret_subject(str(phone.id)), scope="phone")


def _told(
    person: str, place: str, name: str, wanted: Sequence[str], days: int, way: str
) -> dict[str, object]:
    plain, most = " ".join(name.split()), rules.limit("longest_days", clock.today())
    if place not in places.known_places():
        raise MoeliError(KeepingError.BAD_PLACE)
    if not 0 < len(plain) <= _LENGTH or not plain.isprintable():
        raise MoeliError(KeepingError.BAD_NAME)
    if way not in WAYS:
        raise MoeliError(KeepingError.BAD_WAY)
    if not 1 <= days <= most:
        raise MoeliError(KeepingError.BAD_DAYS, most=most)
    if not wanted or not set(wanted) <= {row.form for row in selectors.forms_to_give()}:
        raise MoeliError(KeepingError.BAD_FORMS)
    if not _may_run(person, place):
        raise MoeliError(KeepingError.BAD_PERSON)
    return {
        "person": person,
        "name": plain,
        "forms": sorted(set(wanted)),
        "way": way,
        "expires_at": (clock.now() + timedelta(days=days)).isoformat(),
    }


def _may_run(person: str, place: str) -> bool:
    try:
        user = User.objects.filter(id=UUID(person)).first()
    except ValueError:
        return False
    return user is not None and actor_of(user, clock.now()).may(RUNNING.action, place)


def _sealed(id: UUID, username: str, password: str) -> str:
    secret = json.dumps(digest.secrets_of(username, password)).encode()
    return b64encode(keyring.seal(credentials.secret_binding(str(id)), secret)).decode()


def _record(verb: str, actor: Actor, phone: UUID, place: str, body: dict[str, object]) -> None:
    record(NewEntry(verb=verb, actor=actor.id, subject=str(phone), place=place, body=body))
