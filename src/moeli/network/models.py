"""The nodes that are believed, how far each has been heard, and entries that could not act."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7
from moeli.platform.node import Role

_ROLES = [(each.value, each.value) for each in Role]


class PeerQuerySet(models.QuerySet["Peer"]):
    """Ways to look for nodes."""

    def posts(self) -> Self:
        """Posts, whose chains come up."""
        return self.filter(role=Role.POST.value)

    def headquarters(self) -> Self:
        """Headquarters, whose entries come down."""
        return self.exclude(role=Role.POST.value)

    def current(self) -> Self:
        """The latest epoch of each node."""
        later = Peer.objects.filter(
            node=models.OuterRef("node"), epoch__gt=models.OuterRef("epoch")
        )
        return self.filter(~models.Exists(later), closed_at=None)


class Peer(models.Model):
    """A node in one epoch, admitted by its card, and up to where its entries were received.

    `skew` is by how much its clock is wrong at the least, in seconds; positive is ahead. `heard_*`
    are the sender's time of its last batch and ours when it came.
    """

    retention = "network.peer"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    epoch = models.PositiveIntegerField()
    role = models.CharField(max_length=4, choices=_ROLES)
    port = models.CharField(max_length=12, blank=True)
    live_from = models.DateField(null=True)
    public_key = models.BinaryField(max_length=32)
    sealing_key = models.BinaryField(max_length=32)
    admitted_by = models.CharField(max_length=60)
    admitted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)
    heard_sent_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    skew = models.FloatField(default=0)

    objects = PeerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "epoch"], name="one_peer_a_node_and_epoch"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.node}/{self.epoch}"


class Acknowledgement(models.Model):
    """Up to which of our entries, in one of our epochs, a node durably has our chain."""

    retention = "network.peer"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "epoch"], name="one_acknowledgement_a_node_and_epoch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} has {self.epoch}/{self.sequence}"


class QuarantinedQuerySet(models.QuerySet["Quarantined"]):
    """Ways to look for entries in quarantine."""

    def waiting(self) -> Self:
        """Not released yet."""
        return self.filter(released_at=None)


class Quarantined(models.Model):
    """An entry of another node that is kept, and whose effect could not be applied."""

    retention = "network.quarantine"

    entry = models.UUIDField(primary_key=True)
    node = models.UUIDField()
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=60)
    reason = models.CharField(max_length=60)
    since = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = QuarantinedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["node", "released_at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.entry}"
