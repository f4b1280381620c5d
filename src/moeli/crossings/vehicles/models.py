"""Cars and what is asked about them, as stored: the plate in an envelope, papers as words."""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.crossings.slips.models import GateSlip
from moeli.platform.ids import uuid7


class VehicleQuerySet(models.QuerySet["Vehicle"]):
    """Ways to look for cars."""

    def without_slip(self, now: datetime) -> Self:
        """Those that did not leave and have no slip by which they may."""
        holds = GateSlip.objects.holding(now).filter(vehicle=models.OuterRef("pk"))
        return self.exclude(models.Exists(holds))


class Vehicle(models.Model):
    """The car of a party. `papers` says of each paper: seen, missing, not_needed."""

    retention = "crossings.vehicle"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey("moeli_crossings.Party", models.PROTECT, related_name="vehicles")
    driver = models.ForeignKey("moeli_crossings.PartyMember", models.PROTECT, null=True)
    plate = models.BinaryField()
    plate_hash = models.BinaryField(max_length=16)
    key_subject = models.CharField(max_length=120)
    papers = models.JSONField(default=dict)
    entered_at = models.DateTimeField()

    objects = VehicleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"vehicle {self.id}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Ways to look for tasks."""

    def waiting(self) -> Self:
        """Not answered yet, the oldest first."""
        return self.filter(answer="").order_by("sent_at")


class Task(models.Model):
    """One agency is asked about one car, and its answer."""

    retention = "crossings.vehicle"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="tasks")
    place = models.CharField(max_length=12)
    agency = models.CharField(max_length=24)
    sent_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle", "agency"],
                condition=models.Q(answer=""),
                name="one_waiting_task_an_agency",
            ),
        ]
        indexes = [models.Index(fields=["place", "agency", "sent_at"])]

    def __str__(self) -> str:
        return f"task {self.id}"
