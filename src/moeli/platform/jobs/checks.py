"""A warning for `./moeli doctor`: work waits, and nobody does it."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.platform import clock
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import State

_PATIENCE = timedelta(minutes=10)


@register(Tags.database)
def somebody_works(databases: Sequence[str] | None = None, **_others: object) -> list[CheckMessage]:
    """W001: jobs that have been due for ten minutes."""
    if not databases or "default" not in databases:
        return []
    try:
        overdue = JobRow.objects.filter(
            state=State.WAITING, next_attempt_at__lt=clock.now() - _PATIENCE
        ).count()
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so
    return [_undone(overdue)] if overdue else []


def _undone(overdue: int) -> CheckMessage:
    return Concern(
        gettext("%(count)d jobs have waited for more than ten minutes: no worker seems to run.")
        % {"count": overdue},
        hint=gettext("Start one: ./moeli work"),
        id="moeli.jobs.W001",
    )
