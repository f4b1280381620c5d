"""Jobs as they stand, and when each schedule had its last turn. They belong to their node."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7
from moeli.platform.jobs.states import HELD, UNFINISHED, State


class JobQuerySet(models.QuerySet["JobRow"]):
    """Ways to look for jobs."""

    def unfinished(self) -> Self:
        """Waiting, running, or about to be cancelled."""
        return self.filter(state__in=UNFINISHED)

    def held(self, turn: int) -> Self:
        """Held by the attempt with this number: an attempt that was overtaken finds nothing."""
        return self.filter(turn=turn, state__in=HELD)

    def abandoned(self, now: datetime, lease: timedelta) -> Self:
        """Held, without a heartbeat for the length of a lease.

        A heartbeat from the future is none either: the clock was set back since. A worker that
        is alive after all is overtaken, and its next step refused (`held`).
        """
        silent = models.Q(heartbeat_at__lt=now - lease) | models.Q(heartbeat_at__gt=now + lease)
        return self.filter(silent, state__in=HELD)


class JobRow(models.Model):
    """One job. `arguments` and `cursor` hold no personal data; `error` is a code, never a text.

    `attempts` counts since somebody last asked for it, `turn` over its whole life: it tells one
    attempt from the next.
    """

    retention = "jobs.job"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=12, blank=True)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    cursor = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=models.Q(state__in=[str(state) for state in UNFINISHED])
                & ~models.Q(key=""),
                name="one_unfinished_job_a_key",
            ),
        ]
        indexes = [models.Index(fields=["state", "ended_at"])]

    def __str__(self) -> str:
        return f"job {self.name} {self.id}"


class Schedule(models.Model):
    """When a job that runs by schedule was last asked for."""

    retention = "jobs.schedule"

    name = models.CharField(primary_key=True, max_length=60)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"schedule {self.name}"
