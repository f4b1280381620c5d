"""Permits as stored: found by the document's keyed hash; the number is an envelope."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7
from moeli.platform.prepared import Asked


class PermitQuerySet(models.QuerySet["Permit"]):
    """Ways to look for permits."""

    def of_document(self, document_hash: bytes | Asked) -> Self:
        """Those of one document that nobody withdrew, the one that ends last first."""
        found = self.filter(document_hash=document_hash, withdrawn_at=None)
        return found.order_by(models.F("valid_to").desc(nulls_first=True), "id")


class Permit(models.Model):
    """One permit or visa. `origin`: seen on paper, or issued here. `valid_to` None: no end."""

    retention = "crossings.permit"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    officer = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    traveller = models.CharField(max_length=20)
    nationality = models.CharField(max_length=3, blank=True)
    document_hash = models.BinaryField(max_length=16)
    origin = models.CharField(max_length=8)
    single_entry = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    number = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_because = models.CharField(max_length=24, blank=True)

    objects = PermitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["document_hash", "valid_to"])]

    def __str__(self) -> str:
        return f"permit {self.id}"
