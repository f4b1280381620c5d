"""What the verbs do to notices of this node; applied again, they change nothing."""

from uuid import UUID

from moeli.platform.notices.models import Contact, Notice
from moeli.platform.notices.sealing import sealed
from moeli.platform.room import Recorded


def notice_acknowledged(recorded: Recorded) -> None:
    """Somebody takes it on; the first who does holds."""
    waiting = Notice.objects.waiting().filter(id=UUID(recorded.subject))
    waiting.update(acknowledged_by=recorded.actor, acknowledged_at=recorded.recorded_at)


def notice_escalated(recorded: Recorded) -> None:
    """A second role is told as well, and written to."""
    waiting = Notice.objects.waiting().filter(id=UUID(recorded.subject), escalated_at=None)
    waiting.update(
        escalated_to=recorded.body["to"], escalated_at=recorded.recorded_at, written_at=None
    )


def contact_given(recorded: Recorded) -> None:
    """Her addresses, sealed; the latest hold."""
    person, body = UUID(recorded.subject), recorded.body
    Contact.objects.update_or_create(
        person=person,
        defaults={
            "mail": sealed(person, "mail", body["mail"]),
            "phone": sealed(person, "phone", body["phone"]),
            "given_at": recorded.recorded_at,
        },
    )
