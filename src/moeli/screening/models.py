"""The document list as stored: the number itself is an envelope, its keyed hash finds it."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from moeli.platform.ids import uuid7


class ListedDocumentQuerySet(models.QuerySet["ListedDocument"]):
    """Ways to look at the list."""

    def standing(self) -> Self:
        """Not withdrawn, whatever the day."""
        return self.filter(withdrawn_at=None)

    def named(self) -> Self:
        """Those of which the holder's name and birth date are known."""
        return self.exclude(holder=b"")

    def met(self, document_hash: bytes, ids: Iterable[UUID]) -> Self:
        """Of this document (none: empty), or one of these entries."""
        of_it = Q(document_hash=document_hash) if document_hash else Q(pk__in=[])
        return self.filter(of_it | Q(id__in=list(ids))).order_by("listed_at", "id")

    def in_force(self, day: date) -> Self:
        """To be acted upon on `day`; the last day still counts."""
        started = self.standing().filter(listed_from__lte=day)
        return started.filter(Q(listed_until=None) | Q(listed_until__gte=day))

    def of_document(self, document_hash: bytes) -> Self:
        """Every entry for one document, the oldest first."""
        return self.filter(document_hash=document_hash).order_by("listed_at", "id")

    def latest_first(self) -> Self:
        """Newly listed entries on top."""
        return self.order_by("-listed_at", "-id")


class ListedDocument(models.Model):
    """One document that an officer must not wave through. An entry is withdrawn, never changed.

    `holder` is the envelope of her name and birth date, where they are known; then she is met by
    another document too, and the number may be missing: `document_hash` is empty.
    """

    retention = "screening.listed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document_hash = models.BinaryField(max_length=16)
    number = models.BinaryField()
    holder = models.BinaryField(default=bytes)
    issuing_state = models.CharField(max_length=3)
    kind = models.CharField(max_length=24)
    instruction = models.CharField(max_length=24)
    source = models.CharField(max_length=120)
    listed_by = models.CharField(max_length=60)
    listed_at = models.DateTimeField()
    listed_from = models.DateField()
    listed_until = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ListedDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document_hash"]),
            models.Index(fields=["-listed_at"]),
        ]

    def __str__(self) -> str:
        return f"listed document {self.id}"


class ListEdition(models.Model):
    """The place and the name of the list's latest change; one row at most.

    Whoever changes the list holds this row until her commit, so changes are seen in their order.
    """

    retention = "screening.listed"

    id = models.PositiveSmallIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    edition = models.UUIDField()

    def __str__(self) -> str:
        return f"list edition {self.number} {self.edition}"


class ListChange(models.Model):
    """One entry that came, went or was erased, at its place among all changes; never altered.

    The name is drawn by chance: a restored copy goes on with the same numbers and other names.
    """

    retention = "screening.listed"

    number = models.PositiveBigIntegerField(primary_key=True)
    edition = models.UUIDField()
    listed = models.UUIDField()

    def __str__(self) -> str:
        return f"change {self.number} of the list"
