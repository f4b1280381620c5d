"""Cars of a party and what agencies are asked about them, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.vehicles.papers import Answer, Seen, vehicle_papers
from moeli.crossings.vehicles.selectors import SlipState, TaskView, VehicleView
from moeli.desk.presenters.words import clock_time
from moeli.desk.slip_forms import agency_choices
from moeli.platform import clock

SAID: dict[str, tuple[Promise, str]] = {
    "": (_("Waiting"), "wait"),
    Answer.CLEARED: (_("May go on"), "good"),
    Answer.STAYS: (_("Stays"), "bad"),
}
_SEEN: dict[str, Promise] = {
    Seen.SEEN: _("seen"),
    Seen.MISSING: _("missing"),
    Seen.NOT_NEEDED: _("not needed"),
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One question to an agency and its answer."""

    id: UUID
    agency: str
    plate: str
    papers: tuple[str, ...]
    sent: str
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """One car with what was asked about it, and whom one may still ask.

    `people` may leave by its slip; proposed are the driver and `walking` of them.
    """

    id: UUID
    plate: str
    papers: tuple[str, ...]
    tasks: tuple[TaskRow, ...]
    agencies: tuple[tuple[str, str], ...]
    slip: str
    people: int
    walking: int


def vehicle_row(vehicle: VehicleView, left: int) -> VehicleRow:
    """The car on the page of its party, of which `left` people are on no slip."""
    people = max(left + (vehicle.slip.replaceable if vehicle.slip else 0), 0)
    waiting = {each.agency for each in vehicle.tasks if not each.answer}
    return VehicleRow(
        vehicle.id,
        vehicle.plate,
        _papers(vehicle.papers),
        tuple(task_row(each) for each in vehicle.tasks),
        tuple(each for each in agency_choices() if each[0] not in waiting),
        _slip(vehicle.slip) if vehicle.slip else "",
        people,
        walking=max(people - 1, 0),
    )


def task_row(task: TaskView) -> TaskRow:
    """The question as desk and agency see it."""
    state, tone = SAID[task.answer]
    return TaskRow(
        id=task.id,
        agency=dict(agency_choices()).get(task.agency, task.agency),
        plate=task.plate,
        papers=_papers(task.papers),
        sent=clock_time(task.sent_at),
        state=state,
        tone=tone,
    )


def _slip(slip: SlipState) -> str:
    issued = {"issued": clock_time(slip.issued_at)}
    if slip.used_at is None:
        return gettext("Gate slip issued at %(issued)s, not used yet") % issued
    times = issued | {"used": clock_time(slip.used_at)}
    return gettext("Gate slip issued at %(issued)s, used at %(used)s") % times


def _papers(papers: Mapping[str, str]) -> tuple[str, ...]:
    language = get_language() or "en"
    return tuple(
        f"{row.label(language)}: {_SEEN[papers[row.id]]}"
        for row in vehicle_papers(clock.today())
        if papers.get(row.id, Seen.NOT_NEEDED) != Seen.NOT_NEEDED
    )
