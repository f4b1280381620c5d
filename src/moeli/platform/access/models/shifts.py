"""An officer let in for one shift by two people of the post, without headquarters."""

from django.db import models

from moeli.platform.access.models.people import User
from moeli.platform.ids import uuid7


class ShiftEnrolment(models.Model):
    """One role at one place until `ends_at`, by a badge and PIN given for it; of this node only."""

    retention = "access.proof"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="shift_enrolments")
    role = models.CharField(max_length=40)
    place = models.CharField(max_length=12)
    number_hash = models.BinaryField(max_length=16)
    pin = models.CharField(max_length=200, blank=True)  # empty until its service has set it
    enrolled_by = models.CharField(max_length=60)
    seconded_by = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_shift_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(enrolled_by=models.F("seconded_by")),
                name="a_shift_is_enrolled_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"shift enrolment {self.id}"
