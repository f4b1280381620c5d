"""What is stored of an inspection, its decision and the crossing that follows.

The zone, with every name and number in it, is an envelope under the key of the node's month;
documents are found by their keyed hash only. What stays in the clear serves the statistics.
"""

from typing import Self

from django.db import models

from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform.ids import uuid7

_DIRECTIONS = [(each.value, each.value) for each in Direction]
_OUTCOMES = [(each.value, each.value) for each in Outcome]


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Ways to look for inspections."""

    def open(self) -> Self:
        """Neither decided nor superseded."""
        return self.filter(decision=None, superseded_at=None)

    def of_document(self, document_hash: bytes) -> Self:
        """Of one document, the latest first."""
        return self.filter(document_hash=document_hash).order_by("-opened_at")


class Inspection(models.Model):
    """One look at one captured document, for one direction, at one desk."""

    retention = "crossings.inspection"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60)
    direction = models.CharField(max_length=5, choices=_DIRECTIONS)
    reason = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    key_subject = models.CharField(max_length=120)
    zone = models.BinaryField()
    document_hash = models.BinaryField(max_length=16)
    document_code = models.CharField(max_length=2)
    issuing_state = models.CharField(max_length=3)
    nationality = models.CharField(max_length=3, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document_hash", "-opened_at"]),
            models.Index(fields=["place", "desk", "-opened_at"]),
        ]

    def __str__(self) -> str:
        return f"inspection {self.id}"


class Decision(models.Model):
    """What the officer decided; there is one at most, and it is never changed."""

    retention = "crossings.inspection"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="decision")
    officer = models.CharField(max_length=60)
    outcome = models.CharField(max_length=24, choices=_OUTCOMES)
    ground = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField()
    idempotency_key = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["decided_at"])]

    def __str__(self) -> str:
        return f"decision {self.id}"


class Crossing(models.Model):
    """The boundary was crossed. `occurred_at` and `recorded_at` differ for what was on paper."""

    retention = "crossings.crossing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="crossing")
    direction = models.CharField(max_length=5, choices=_DIRECTIONS)
    place = models.CharField(max_length=12)
    nationality = models.CharField(max_length=3, blank=True)
    document_hash = models.BinaryField(max_length=16)
    mode = models.CharField(max_length=12, default="live")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["place", "occurred_at"]),
            models.Index(fields=["document_hash", "-occurred_at"]),
        ]

    def __str__(self) -> str:
        return f"crossing {self.id}"
