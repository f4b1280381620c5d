"""Opening, closing and unlocking accounts."""

import re
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from moeli.platform import clock
from moeli.platform.access import roles
from moeli.platform.access.actor import Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import User
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import require
from moeli.platform.access.services import hands, locks
from moeli.platform.errors import MoeliError
from moeli.platform.journal.services import NewEntry, record

_USERNAME = re.compile(r"[a-z][a-z0-9.-]{2,59}")
_NAME_LENGTH = 120


def add_person(
    *,
    actor: Actor,
    username: str,
    name: str,
    agency: str,
    password: str,
    language: str = "en",
    demo: bool = False,
) -> User:
    """Open an account. The password is the first one; its owner changes it after signing in.

    A `demo` account cannot be opened, and nobody signs in with one, under production settings.

    Raises MoeliError `absent` (not allowed) or with an `AccessError` code.
    """
    require(actor, PEOPLE.action)
    person = User(username=username.strip().lower(), name=name.strip(), agency=agency)
    person.language, person.demo = language, demo
    _check(person)
    hashed = _hashed(password, person)
    try:
        with transaction.atomic():
            _record(actor, "access.person_added", person.id, _particulars(person))
            User.objects.filter(id=person.id).update(password=hashed)
    except IntegrityError as error:
        raise MoeliError(AccessError.USERNAME_TAKEN) from error
    return User.objects.get(id=person.id)


def set_password(*, actor: Actor, person_id: UUID, password: str) -> None:
    """Give a person who forgot hers a new password; her sessions end with the old one.

    Raises MoeliError `absent`, `weak_password` or `second_hand`.
    """
    require(actor, PEOPLE.action)
    with transaction.atomic():
        person = locks.person(person_id)
        hands.check_second_hand(actor, person_id, hands.Kind.PASSWORD)
        bare = not Authenticator.objects.filter(user_id=person_id).exists()
        person.password = _hashed(password, person)
        person.save(update_fields=["password"])
        _record(actor, "access.password_set", person_id, {"bare": bare})


def disable_person(*, actor: Actor, person_id: UUID) -> None:
    """Close an account and end its sessions at once.

    Raises MoeliError `absent`, `already_disabled` or `last_administrator`.
    """
    require(actor, PEOPLE.action)
    with transaction.atomic():
        person, managers = locks.person_among_managers(person_id, clock.now())
        if not person.is_active:
            raise MoeliError(AccessError.ALREADY_DISABLED)
        locks.keep_a_manager(person_id, managers)
        _record(actor, "access.person_disabled", person_id, {})


def enable_person(*, actor: Actor, person_id: UUID) -> None:
    """Open a closed account again; its grants hold as dated. Raises MoeliError `not_disabled`."""
    require(actor, PEOPLE.action)
    with transaction.atomic():
        if locks.person(person_id).is_active:
            raise MoeliError(AccessError.NOT_DISABLED)
        _record(actor, "access.person_enabled", person_id, {})


def end_sessions(*, actor: Actor, person_id: UUID) -> None:
    """Sign a person out everywhere, at once; she may do it herself. Raises MoeliError `absent`."""
    if actor.id != str(person_id):
        require(actor, PEOPLE.action)
    with transaction.atomic():
        locks.person(person_id)
        _record(actor, "access.sessions_ended", person_id, {})


def remove_factors(*, actor: Actor, person_id: UUID) -> None:
    """Take the second factors away from a person who lost them; her sessions end.

    She adds a new one when she next signs in. Raises MoeliError `absent` or `second_hand`.
    """
    require(actor, PEOPLE.action)
    with transaction.atomic():
        locks.person(person_id)
        hands.check_second_hand(actor, person_id, hands.Kind.FACTORS)
        Authenticator.objects.filter(user_id=person_id).delete()
        _record(actor, "access.factors_taken", person_id, {})
        _record(actor, "access.sessions_ended", person_id, {})


def unlock(*, actor: Actor, person_id: UUID) -> int:
    """Forget the failed sign-ins of a person at every booth; returns at how many there were any."""
    require(actor, PEOPLE.action)
    with transaction.atomic():
        booths = forget_passwords(locks.person(person_id))
        _record(actor, "access.unlocked", person_id, {"booths": booths})
    return booths


def forget_passwords(person: User) -> int:
    """Forget the wrong passwords that axes counts; at how many booths there were any."""
    failed = AccessAttempt.objects.filter(username__startswith=f"{person.username}@")
    booths = int(failed.values("username").distinct().count())
    failed.delete()
    return booths


def _check(person: User) -> None:
    checks = (
        (_USERNAME.fullmatch(person.username), AccessError.BAD_USERNAME),
        (0 < len(person.name) <= _NAME_LENGTH, AccessError.BAD_NAME),
        (person.agency in roles.agencies(), AccessError.UNKNOWN_AGENCY),
        (person.language in dict(settings.LANGUAGES), AccessError.UNKNOWN_LANGUAGE),
        (not person.demo or settings.MOELI_DEMO_ACCOUNTS, AccessError.DEMO_ACCOUNT),
    )
    for holds, reason in checks:
        if not holds:
            raise MoeliError(reason)


def _hashed(password: str, person: User) -> str:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise MoeliError(AccessError.WEAK_PASSWORD, why=" ".join(error.messages)) from error
    return make_password(password)


def _particulars(person: User) -> dict[str, object]:
    return {
        "username": person.username,
        "name": person.name,
        "agency": person.agency,
        "language": person.language,
        "demo": person.demo,
    }


def _record(actor: Actor, verb: str, person_id: UUID, body: dict[str, object]) -> None:
    """A person's particulars are sealed under her own key, so that they can be shredded."""
    key = f"person:{person_id}"
    record(NewEntry(verb=verb, actor=actor.id, subject=str(person_id), body=body, key_subject=key))
