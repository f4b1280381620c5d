"""Telling an agency at the port that the desk asks about a car: no plate, no name."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moeli.crossings.slips import rules
from moeli.crossings.vehicles.models import Task
from moeli.platform.notices.services import raise_notice, settle_notice
from moeli.platform.room import NoticeKind, Recorded


def kinds() -> Iterator[NoticeKind]:
    """One for each agency of the table: it is told by the role that answers for it."""
    for agency, role in rules.agency_roles().items():
        yield NoticeKind(
            kind_of(agency),
            _("The desk asks about a car. Open “Cars to answer”: people wait for you."),
            role=role,
        )


def kind_of(agency: str) -> str:
    """The kind of notice that tells `agency`."""
    return f"task.{agency}"


def sent(recorded: Recorded) -> None:
    """Those who answer for the agency at this port."""
    kind = kind_of(recorded.body["agency"])
    raise_notice(kind=kind, place=recorded.place, cause=recorded.subject)


def answered(recorded: Recorded) -> None:
    """Nobody is waited for any more."""
    agency = Task.objects.values_list("agency", flat=True).get(id=UUID(recorded.subject))
    settle_notice(kind=kind_of(agency), cause=recorded.subject)
