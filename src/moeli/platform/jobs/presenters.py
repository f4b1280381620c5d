"""Jobs in words, for the page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.platform import room
from moeli.platform.access import places
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import State
from moeli.platform.room import Text

_STATES: dict[str, tuple[Text, str]] = {
    State.WAITING: (_("Waiting"), "wait"),
    State.RUNNING: (_("Running"), "wait"),
    State.CANCELLING: (_("Being cancelled"), "warn"),
    State.CANCELLED: (_("Cancelled"), "neutral"),
    State.FAILED: (_("Failed"), "bad"),
    State.DONE: (_("Done"), "good"),
}


@dataclass(frozen=True, slots=True)
class JobCard:
    """One job; `state` and `tone` say where it stands, `error` a code for the administrator."""

    id: UUID
    label: Text
    place: str
    state: Text
    tone: str
    done: int
    total: int | None
    told: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    next_attempt_at: datetime | None
    error: str
    may_cancel: bool
    may_retry: bool


def job_card(job: JobRow) -> JobCard:
    """One job for its row."""
    declared = room.jobs().get(job.name)
    state, tone = _STATES[job.state]
    return JobCard(
        id=job.id,
        label=declared.label if declared else job.name,
        place=places.name_of(job.place) if job.place else "",
        state=state,
        tone=tone,
        done=job.done,
        total=job.total,
        told=_told(job),
        asked_at=job.asked_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        next_attempt_at=job.next_attempt_at if job.state == State.WAITING and job.error else None,
        error=job.error,
        may_cancel=job.state in (State.WAITING, State.RUNNING),
        may_retry=job.state in (State.FAILED, State.CANCELLED),
    )


def _told(job: JobRow) -> str:
    if job.total:
        share = min(100 * job.done // job.total, 100)
        parts = {"done": job.done, "total": job.total, "share": share}
        return gettext("%(done)d of %(total)d, %(share)d %%") % parts
    if not job.done:
        return ""
    return ngettext("%(count)d step", "%(count)d steps", job.done) % {"count": job.done}
