"""Accounts, roles and booths: what headquarters and the node know of them."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from moeli.platform.access.models import Booth, BoothInvitation, Grant, User
from moeli.platform.access.projectors.own_node import of_this_node, password_given
from moeli.platform.room import Recorded


def person_added(recorded: Recorded) -> None:
    """The account, without a password: passwords never pass through the journal."""
    body = recorded.body
    User.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "username": body["username"],
            "name": body["name"],
            "agency": body["agency"],
            "language": body["language"],
            "added_at": recorded.occurred_at,
            "password": make_password(None),
            "demo": body.get("demo", False),
        },
    )
    password_given(recorded)


def person_disabled(recorded: Recorded) -> None:
    """The account closed and every session of it ended."""
    open_account = User.objects.filter(id=UUID(recorded.subject), is_active=True)
    at = recorded.occurred_at
    open_account.update(is_active=False, disabled_at=at, sessions_ended_at=at)


def person_enabled(recorded: Recorded) -> None:
    """The account open again; the sessions that were ended stay ended."""
    closed = User.objects.filter(id=UUID(recorded.subject), disabled_at__lte=recorded.occurred_at)
    closed.update(is_active=True, disabled_at=None)


def role_granted(recorded: Recorded) -> None:
    """The grant."""
    body = recorded.body
    Grant.objects.get_or_create(
        id=UUID(body["grant"]),
        defaults={
            "user_id": UUID(recorded.subject),
            "role": body["role"],
            "place": recorded.place,
            "first_day": date.fromisoformat(body["first_day"]),
            "last_day": date.fromisoformat(body["last_day"]) if body["last_day"] else None,
            "granted_by": recorded.actor,
            "granted_at": recorded.occurred_at,
        },
    )


def grant_revoked(recorded: Recorded) -> None:
    """The grant ended, from this moment on."""
    standing = Grant.objects.filter(id=UUID(recorded.body["grant"]), revoked_at=None)
    standing.update(revoked_at=recorded.occurred_at)


@of_this_node
def booth_invited(recorded: Recorded) -> None:
    """The one-use link."""
    body = recorded.body
    BoothInvitation.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "name": body["name"],
            "token_hash": bytes.fromhex(body["token_hash"]),
            "invited_by": recorded.actor,
            "expires_at": datetime.fromisoformat(body["expires_at"]),
        },
    )


@of_this_node
def booth_enrolled(recorded: Recorded) -> None:
    """The booth, and the end of the link that enrolled it."""
    body = recorded.body
    unused = BoothInvitation.objects.filter(id=UUID(body["invitation"]), used_at=None)
    unused.update(used_at=recorded.occurred_at)
    Booth.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "name": body["name"],
            "token_hash": bytes.fromhex(body["token_hash"]),
            "enrolled_at": recorded.occurred_at,
        },
    )


@of_this_node
def booth_retired(recorded: Recorded) -> None:
    """The booth is known no longer."""
    enrolled = Booth.objects.filter(id=UUID(recorded.subject), retired_at=None)
    enrolled.update(retired_at=recorded.occurred_at)


def sessions_ended(recorded: Recorded) -> None:
    """Every session of the person ended."""
    person = User.objects.filter(id=UUID(recorded.subject))
    earlier = Q(sessions_ended_at=None) | Q(sessions_ended_at__lt=recorded.occurred_at)
    person.filter(earlier).update(sessions_ended_at=recorded.occurred_at)
