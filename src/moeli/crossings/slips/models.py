"""Gate slips as stored: the code as its keyed hash alone, the plate in an envelope."""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class GateSlipQuerySet(models.QuerySet["GateSlip"]):
    """Ways to look for slips."""

    def of_code(self, place: str, code_hash: bytes) -> Self:
        """The slip of one port with this code: one at most."""
        return self.filter(place=place, code_hash=code_hash)

    def usable(self) -> Self:
        """Neither used nor replaced, whatever the time."""
        return self.filter(used_at=None, replaced_at=None)

    def holding(self, now: datetime) -> Self:
        """Used, or such as may still be."""
        may_be = models.Q(used_at=None, valid_until__gte=now)
        return self.filter(may_be | models.Q(used_at__isnull=False), replaced_at=None)

    def at(self, place: str, day_began: datetime) -> Self:
        """Those of one port since the day began, the latest first."""
        return self.filter(place=place, issued_at__gte=day_began).order_by("-issued_at")


class GateSlip(models.Model):
    """What joins those who walk through the hall with the car that takes the lane.

    `riding` counts the driver; `aboard` is what the lane counted when the slip was used.
    `vehicle`: the car of a party that was inspected; none for a slip issued by itself.
    """

    retention = "crossings.gate_slip"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    issued_by = models.CharField(max_length=60)
    code_hash = models.BinaryField(max_length=16, unique=True)
    plate_hash = models.BinaryField(max_length=16)
    plate = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    walking = models.PositiveSmallIntegerField()
    riding = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.CharField(max_length=60, blank=True)
    aboard = models.PositiveSmallIntegerField(null=True)
    idempotency_key = models.UUIDField(unique=True)
    vehicle = models.ForeignKey(
        "moeli_crossings.Vehicle", models.PROTECT, null=True, related_name="slips"
    )

    objects = GateSlipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "-issued_at"]),
            models.Index(fields=["plate_hash"]),
        ]

    def __str__(self) -> str:
        return f"gate slip {self.id}"


class GateSlipClearance(models.Model):
    """One agency has cleared the car."""

    retention = "crossings.gate_slip"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slip = models.ForeignKey(GateSlip, models.PROTECT, related_name="clearances")
    agency = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slip", "agency"], name="one_clearance_an_agency"),
        ]

    def __str__(self) -> str:
        return f"clearance of {self.slip_id} by {self.agency}"
