"""Standing consents as stored: found by the document's keyed hash; names are an envelope."""

from datetime import date
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Ways to look for consents."""

    def of_document(self, document_hash: bytes) -> Self:
        """Those for one document that nobody withdrew, the one that ends last first."""
        found = self.filter(document_hash=document_hash, withdrawn_at=None)
        return found.order_by("-valid_to", "id")

    def holding(self, place: str, day: date) -> Self:
        """Those that hold on `day` for a journey through the port `place`."""
        return self.filter(valid_from__lte=day, valid_to__gte=day, port__in=["", place])


class Consent(models.Model):
    """One standing consent. `port` "": at every port. `told` is sealed: who gave it, which school.

    A withdrawal is an entry of its own; here stands what follows from it.
    """

    retention = "crossings.consent"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    officer = models.CharField(max_length=60)
    document_hash = models.BinaryField(max_length=16)
    giver = models.CharField(max_length=24)
    paper = models.CharField(max_length=40)
    port = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    told = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_because = models.CharField(max_length=24, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["document_hash", "valid_to"])]

    def __str__(self) -> str:
        return f"consent {self.id}"
