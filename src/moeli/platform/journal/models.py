"""The chain, the encrypted bodies beside it, its head and the signed anchors."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7
from moeli.platform.journal.chain import Envelope


class EntryQuerySet(models.QuerySet["Entry"]):
    """Ways to look along the chain."""

    def in_order(self) -> Self:
        """Along the chain."""
        return self.order_by("node", "epoch", "sequence")


class Entry(models.Model):
    """One link: who did what to which record, where and when. It names ids, never people."""

    retention = "journal.entry"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    place = models.CharField(max_length=12, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body_digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "epoch", "sequence"], name="one_entry_a_place_in_the_chain"
            ),
        ]
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["recorded_at"])]

    def __str__(self) -> str:
        return f"{self.verb} #{self.sequence}"

    def envelope(self) -> Envelope:
        """What the chain covers of this entry, as stored."""
        return Envelope(
            self.node,
            self.epoch,
            self.sequence,
            self.id,
            self.verb,
            self.actor,
            self.subject,
            self.place,
            self.occurred_at,
            self.recorded_at,
            bytes(self.body_digest),
        )


class Body(models.Model):
    """The encrypted particulars of an entry, under the vault key of `key_subject`."""

    retention = "journal.body"

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="body"
    )
    key_subject = models.CharField(max_length=120)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"body of {self.entry_id}"


class Head(models.Model):
    """Where a node's chain ends. Locked last in each transaction that records."""

    retention = "journal.entry"

    node = models.UUIDField(primary_key=True)
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"head #{self.sequence}"


class Anchor(models.Model):
    """A signed statement of where the chain ended; `copied_at` is empty until it is copied."""

    retention = "journal.entry"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    signed_at = models.DateTimeField()
    signature = models.BinaryField(max_length=64)
    public_key = models.BinaryField(max_length=32)
    copied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "epoch", "sequence"], name="one_anchor_a_place_in_the_chain"
            ),
        ]

    def __str__(self) -> str:
        return f"anchor #{self.sequence}"
