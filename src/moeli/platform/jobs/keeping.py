"""Forgetting jobs that ended long ago."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count

from moeli.platform import clock
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.states import ENDED
from moeli.platform.room import JobRun

KEPT = timedelta(days=30)


def forget_ended(run: JobRun) -> None:
    """Delete jobs that ended more than 30 days ago: the journal keeps what people did to them."""
    long_ago = clock.now() - KEPT
    deleted, _ = JobRow.objects.filter(state__in=ENDED, ended_at__lt=long_ago).delete()
    run.progress(deleted, deleted)


def by_state() -> Iterator[tuple[str, float]]:
    """How many jobs there are, by their state."""
    for row in JobRow.objects.values("state").annotate(count=Count("id")):
        yield row["state"], float(row["count"])
