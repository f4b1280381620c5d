"""The rows of phones and of what they sent: they belong to their node. Applied again: no change.

That a run came goes up with `form.run_received`; what was set aside stays where it lies.
"""

from base64 import b64decode
from datetime import datetime
from uuid import UUID

from moeli.forms.openrosa.models import AppUser, PhoneTraffic, Submission, SubmissionFile
from moeli.platform.access.projectors.own_node import of_this_node
from moeli.platform.room import Recorded


@of_this_node
def phone_issued(recorded: Recorded) -> None:
    """The access, with what proves it."""
    body = recorded.body
    phone, _made = AppUser.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "person": body["person"],
            "name": body["name"],
            "place": recorded.place,
            "forms": body["forms"],
            "way": body["way"],
            "username": body["username"],
            "secret": b64decode(body["secret"]),
            "token_hash": bytes.fromhex(body["token_hash"]) or None,
            "issued_by": recorded.actor,
            "issued_at": recorded.occurred_at,
            "expires_at": datetime.fromisoformat(body["expires_at"]),
        },
    )
    PhoneTraffic.objects.get_or_create(phone=phone)


@of_this_node
def phone_revoked(recorded: Recorded) -> None:
    """The phone is known no longer."""
    standing = AppUser.objects.filter(id=UUID(recorded.subject), revoked_at=None)
    standing.update(revoked_at=recorded.occurred_at)


@of_this_node
def submission_kept(recorded: Recorded) -> None:
    """What came, as a run or set aside."""
    body = recorded.body
    Submission.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "instance": bytes.fromhex(body["instance"]),
            "content": bytes.fromhex(body["content"]),
            "phone": UUID(body["phone"]),
            "person": body["person"],
            "place": recorded.place,
            "form": body["form"],
            "version": body["version"],
            "run": UUID(body["run"]),
            "state": "waits" if body["reason"] else "run",
            "reason": body["reason"],
            "problems": body["problems"],
            "scope": body["scope"],
            "sealed": b64decode(body["sealed"]),
            "files_named": body["files_named"],
            "skew": body["skew"],
            "received_at": recorded.occurred_at,
        },
    )


@of_this_node
def file_kept(recorded: Recorded) -> None:
    """A file that came with a submission."""
    body = recorded.body
    SubmissionFile.objects.get_or_create(
        blob=UUID(body["blob"]),
        defaults={
            "submission_id": UUID(recorded.subject),
            "name": bytes.fromhex(body["name"]),
            "content": bytes.fromhex(body["content"]),
            "size": body["size"],
        },
    )


@of_this_node
def submission_accepted(recorded: Recorded) -> None:
    """What waited became a run."""
    _settled(recorded, "accepted")


@of_this_node
def submission_discarded(recorded: Recorded) -> None:
    """What waited is gone, with its key."""
    _settled(recorded, "discarded")


def _settled(recorded: Recorded, state: str) -> None:
    waiting = Submission.objects.filter(id=UUID(recorded.subject), state="waits")
    waiting.update(
        state=state,
        sealed=b"",
        settled_by=recorded.actor,
        settled_at=recorded.occurred_at,
        motive=recorded.body["motive"],
    )
