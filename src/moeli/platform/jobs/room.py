"""What this room shows to the house."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.jobs import keeping, projectors
from moeli.platform.room import (
    Action,
    Gauge,
    Job,
    MenuEntry,
    NoticeKind,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)


def _verb(name: str, label: Promise, project: Callable[[Recorded], None]) -> Verb:
    """A verb whose label says all that may be said."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="jobs",
    menu=(
        MenuEntry(
            _("Work in progress"),
            "work",
            "job.see",
            order=75,
            hint=_("Long work of the machine: how far it is, cancel, try again"),
        ),
    ),
    actions=(Action("job.see", _("See long work in progress, cancel it and try it again")),),
    verbs=(
        _verb("job.cancelled", _("Work in progress was cancelled"), projectors.job_cancelled),
        _verb("job.retried", _("Work that had ended was asked for again"), projectors.job_retried),
        _verb("job.failed", _("Work failed at its last attempt"), projectors.job_failed),
    ),
    jobs=(
        Job(
            "jobs.forget",
            _("Forget work that ended long ago"),
            keeping.forget_ended,
            "job.see",
            every=timedelta(days=1),
        ),
    ),
    gauges=(Gauge("moeli_jobs", "Long work by its state", keeping.by_state, "state"),),
    notices=(
        NoticeKind(
            "job.failed",
            _("Long work failed at its last attempt. Open “Work in progress” and try it again."),
            role="system_administrator",
            verb="job.failed",
            settled_by="job.retried",
        ),
    ),
    retention=(
        RetentionClass(
            "jobs.job", _("Jobs: 30 days after their end"), 30, "DESIGN: jobs; no personal data"
        ),
        RetentionClass(
            "jobs.schedule",
            _("When each schedule had its last turn: for as long as it is declared"),
            None,
            "DESIGN: jobs; no personal data",
        ),
    ),
)
