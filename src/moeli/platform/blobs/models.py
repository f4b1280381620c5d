"""Files as the database knows them: where they lie, whose they are, who holds them back."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from moeli.platform.ids import uuid7


class BlobQuerySet(models.QuerySet["Blob"]):
    """Ways to look at files."""

    def living(self) -> Self:
        """Not erased."""
        return self.filter(deleted_at=None)

    def free(self) -> Self:
        """Held by nobody."""
        holds = Hold.objects.standing().filter(blob=OuterRef("pk"))
        return self.exclude(Exists(holds))

    def due(self, kept_as: str, before: datetime) -> Self:
        """Of one class, kept before that moment, held by nobody."""
        return self.living().free().filter(kept_as=kept_as, kept_at__lt=before)


class Blob(models.Model):
    """One file. Its name, type, size, hash and key are in the descriptor, sealed; never here.

    An erased file keeps its row, without the descriptor: that it was erased, and when, can be
    told.
    """

    retention = "blobs.blob"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    address = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    descriptor = models.BinaryField()
    stored_size = models.PositiveBigIntegerField()
    kept_as = models.CharField(max_length=40)
    place = models.CharField(max_length=12, blank=True)
    kept_by = models.CharField(max_length=60)
    kept_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    objects = BlobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kept_as", "kept_at"]),
            models.Index(fields=["subject"]),
        ]

    def __str__(self) -> str:
        return f"file {self.id}"


class Shelf(models.Model):
    """How many bytes the files of one scope take at one place of this node."""

    retention = "blobs.blob"

    scope = models.CharField(max_length=40)
    place = models.CharField(max_length=12, blank=True)
    stored_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "place"], name="one_shelf_a_scope_and_place"),
        ]

    def __str__(self) -> str:
        return f"files of {self.scope}"


class HoldQuerySet(models.QuerySet["Hold"]):
    """Ways to look at holds."""

    def standing(self) -> Self:
        """Not released."""
        return self.filter(released_at=None)


class Hold(models.Model):
    """A legal hold: while one stands, the file is not deleted. The motive is in the journal."""

    retention = "blobs.hold"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="holds")
    held_by = models.CharField(max_length=60)
    held_at = models.DateTimeField()
    released_by = models.CharField(max_length=60, blank=True)
    released_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    def __str__(self) -> str:
        return f"hold {self.id}"
