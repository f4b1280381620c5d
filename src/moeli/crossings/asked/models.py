"""Answers as stored: one envelope an inspection, of the same size whatever was said."""

from django.db import models

from moeli.platform.ids import uuid7


class Asked(models.Model):
    """What was answered in one inspection. A later answer takes the place of the earlier one."""

    retention = "crossings.asked"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(
        "moeli_crossings.Inspection", models.PROTECT, related_name="asked"
    )
    officer = models.CharField(max_length=60)
    answers = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answers {self.id}"
