"""Stamps as stored: port, day and way in the clear, the stamp's number in an envelope."""

from django.db import models

from moeli.platform.ids import uuid7


class DeclaredStamp(models.Model):
    """A stamp seen in a document during its inspection.

    `occurred_at` is noon, in Lesotho, of the day on the stamp: it stands beside the moments of
    recorded crossings. A later one of the same inspection replaces it.
    """

    retention = "crossings.stamp"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        "moeli_crossings.Inspection", models.PROTECT, related_name="stamps"
    )
    document_hash = models.BinaryField(max_length=16)
    officer = models.CharField(max_length=60)
    direction = models.CharField(max_length=5)
    place = models.CharField(max_length=12)
    occurred_at = models.DateTimeField()
    number = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    declared_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["document_hash", "-occurred_at"])]

    def __str__(self) -> str:
        return f"stamp {self.id}"
