"""The rows that the verbs of this room stand for; applied again, they change nothing."""

from datetime import date, datetime, time
from uuid import UUID

from moeli.platform.room import Recorded
from moeli.ports.models import Closure, RosterLine


def port_closed(recorded: Recorded) -> None:
    """The closure; nothing when it is already there, since it may have ended."""
    body = recorded.body
    Closure.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "reason": body["reason"],
            "begins_at": datetime.fromisoformat(body["begins_at"]),
            "expected_until": _moment(body["expected_until"]),
            "note": body["note"],
        },
    )


def port_reopened(recorded: Recorded) -> None:
    """The end of a closure; the first end holds."""
    standing = Closure.objects.filter(id=UUID(recorded.subject), ended_at=None)
    standing.update(ended_at=recorded.occurred_at)


def roster_line_added(recorded: Recorded) -> None:
    """One line of a roster."""
    body = recorded.body
    RosterLine.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "day": date.fromisoformat(body["day"]),
            "desk": body["desk"],
            "officer": body["officer"],
            "starts": time.fromisoformat(body["starts"]),
            "ends": time.fromisoformat(body["ends"]),
        },
    )


def roster_line_removed(recorded: Recorded) -> None:
    """The line is no more; that it was stands in the journal."""
    RosterLine.objects.filter(id=UUID(recorded.subject)).delete()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
