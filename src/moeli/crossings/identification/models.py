"""Identifications as stored: who said what is one envelope, filled up to whole blocks."""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class IdentificationQuerySet(models.QuerySet["Identification"]):
    """Ways to look for identifications."""

    def waiting(self, place: str, since: datetime) -> Self:
        """Not yet decided at this port and begun since then, the oldest first."""
        found = self.filter(place=place, closed_at=None, begun_at__gte=since)
        return found.order_by("begun_at", "id")


class Identification(models.Model):
    """One person without any document. `word` is the second officer's, "" while it is awaited.

    `inspection` is made when it is decided: a person is inspected, no document.
    """

    retention = "crossings.identification"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60)
    direction = models.CharField(max_length=5)
    begun_at = models.DateTimeField()
    answers = models.BinaryField()
    voucher = models.CharField(max_length=40, blank=True)
    vouched_by = models.BinaryField(default=bytes)
    key_subject = models.CharField(max_length=120)
    second_officer = models.CharField(max_length=60, blank=True)
    word = models.CharField(max_length=16, blank=True)
    worded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    inspection = models.OneToOneField(
        "moeli_crossings.Inspection", models.PROTECT, null=True, related_name="identification"
    )

    objects = IdentificationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "begun_at"])]

    def __str__(self) -> str:
        return f"identification {self.id}"
