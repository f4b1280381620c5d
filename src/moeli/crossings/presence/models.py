"""Alarms as stored, and how far each node's chain was looked at. No traveller is named in them."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class AlarmQuerySet(models.QuerySet["Alarm"]):
    """Ways to look for alarms."""

    def waiting(self) -> Self:
        """Nobody has answered yet, the oldest first."""
        return self.filter(answer="").order_by("raised_at", "id")

    def answered(self, answer: str) -> Self:
        """Answered so, the latest first."""
        return self.filter(answer=answer).order_by("-answered_at", "-id")


class Alarm(models.Model):
    """A pattern that asks for an explanation, with the inspections that show it.

    `node` raised it and owns it. `officer` is whose decisions show it, "" where no single
    person's do. The motive of the answer is an envelope: it may name somebody.
    """

    retention = "crossings.alarm"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    pattern = models.CharField(max_length=20)
    cause = models.BinaryField(max_length=16)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField()
    evidence = models.JSONField(default=list)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    motive = models.BinaryField(default=bytes)
    key_subject = models.CharField(max_length=120, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["cause"]),
            models.Index(fields=["answer", "place", "raised_at"]),
        ]

    def __str__(self) -> str:
        return f"alarm {self.id}"


class Watched(models.Model):
    """Up to which entry the chain of a node was looked at for patterns."""

    retention = "crossings.alarm"

    node = models.UUIDField(primary_key=True)
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"watched up to #{self.sequence}"
