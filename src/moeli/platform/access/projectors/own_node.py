"""The rows of sign-in devices, lock-outs and shift enrolments: they belong to their node.

An entry of another node is stored and verified with its chain, and writes no row here.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.db.models import Q

from moeli.platform import node
from moeli.platform.access.models import AccountHelp, Badge, FailedProof, FullSignIn, ShiftEnrolment
from moeli.platform.room import Recorded

Projector = Callable[[Recorded], None]


def of_this_node(project: Projector) -> Projector:
    """A projector that leaves the entries of other nodes alone."""

    @wraps(project)
    def projected(recorded: Recorded) -> None:
        if recorded.node == node.current().id:
            project(recorded)

    return projected


@of_this_node
def signed_in(recorded: Recorded) -> None:
    """A full sign-in, on which relief rests; a password alone is none."""
    if recorded.body.get("by") == "second_factor":
        FullSignIn.objects.update_or_create(
            user_id=UUID(recorded.subject), defaults={"at": recorded.occurred_at}
        )


@of_this_node
def badge_issued(recorded: Recorded) -> None:
    """The badge; its holder's earlier ones are revoked."""
    older = Badge.objects.filter(user_id=UUID(recorded.subject), revoked_at=None)
    older.exclude(id=UUID(recorded.body["badge"])).filter(
        issued_at__lte=recorded.occurred_at
    ).update(revoked_at=recorded.occurred_at)
    Badge.objects.get_or_create(
        id=UUID(recorded.body["badge"]),
        defaults={
            "user_id": UUID(recorded.subject),
            "number_hash": bytes.fromhex(recorded.body["number_hash"]),
            "issued_by": recorded.actor,
            "issued_at": recorded.occurred_at,
        },
    )


@of_this_node
def badge_revoked(recorded: Recorded) -> None:
    """The badge is worth nothing from now on."""
    held = Badge.objects.filter(id=UUID(recorded.body["badge"]), revoked_at=None)
    held.update(revoked_at=recorded.occurred_at)


@of_this_node
def password_given(recorded: Recorded) -> None:
    """Somebody else knows her password; a new account has no second factor yet."""
    _helped(recorded, AccountHelp.Kind.PASSWORD, bare=recorded.body.get("bare", True))


@of_this_node
def factors_taken(recorded: Recorded) -> None:
    """Somebody else let her add new second factors."""
    _helped(recorded, AccountHelp.Kind.FACTORS)


@of_this_node
def proof_failed(recorded: Recorded) -> None:
    """One failure, counted by person and booth; where the badge is nobody's, there is no row."""
    if recorded.subject:
        FailedProof.objects.get_or_create(
            id=recorded.id,
            defaults={
                "user_id": UUID(recorded.subject),
                "booth_id": _uuid(recorded.body["booth"]),
                "at": recorded.occurred_at,
            },
        )


@of_this_node
def proof_given(recorded: Recorded) -> None:
    """A right PIN or code: the failures before it at this booth are forgotten."""
    hers = FailedProof.objects.filter(user_id=UUID(recorded.subject))
    here = hers.filter(Q(booth_id=_uuid(recorded.body["booth"])))
    here.filter(at__lte=recorded.occurred_at).delete()


@of_this_node
def failures_forgotten(recorded: Recorded) -> None:
    """Somebody answered for her: her failures at every booth are forgotten."""
    failed = FailedProof.objects.filter(user_id=UUID(recorded.subject))
    failed.filter(at__lte=recorded.occurred_at).delete()


@of_this_node
def shift_enrolled(recorded: Recorded) -> None:
    """The enrolment, without its PIN: PINs never pass through the journal."""
    body = recorded.body
    ShiftEnrolment.objects.get_or_create(
        id=UUID(body["enrolment"]),
        defaults={
            "user_id": UUID(recorded.subject),
            "role": body["role"],
            "place": recorded.place,
            "number_hash": bytes.fromhex(body["number_hash"]),
            "enrolled_by": recorded.actor,
            "seconded_by": body["seconded_by"],
            "starts_at": recorded.occurred_at,
            "ends_at": datetime.fromisoformat(body["ends_at"]),
        },
    )


@of_this_node
def shift_ended(recorded: Recorded) -> None:
    """The enrolment ended before its time."""
    standing = ShiftEnrolment.objects.filter(id=UUID(recorded.body["enrolment"]), ended_at=None)
    standing.update(ended_at=recorded.occurred_at)


def _helped(recorded: Recorded, kind: AccountHelp.Kind, *, bare: bool = False) -> None:
    AccountHelp.objects.get_or_create(
        id=recorded.id,
        defaults={
            "user_id": UUID(recorded.subject),
            "helper": recorded.actor,
            "kind": kind,
            "bare": bare,
            "at": recorded.occurred_at,
        },
    )


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
