"""Corrections as stored: what a decision reads now, who said so and when; why is sealed."""

from django.db import models

from moeli.crossings.outcomes import Outcome
from moeli.platform.ids import uuid7

_OUTCOMES = [(each.value, each.value) for each in Outcome]


class Correction(models.Model):
    """A decision was recorded wrongly. Linked to it, and never changed; the latest holds."""

    retention = "crossings.correction"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(
        "moeli_crossings.Decision", models.PROTECT, related_name="corrections"
    )
    officer = models.CharField(max_length=60)
    outcome = models.CharField(max_length=24, choices=_OUTCOMES)
    ground = models.CharField(max_length=40, blank=True)
    corrected_at = models.DateTimeField()
    idempotency_key = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["decision", "-corrected_at"])]

    def __str__(self) -> str:
        return f"correction {self.id}"
