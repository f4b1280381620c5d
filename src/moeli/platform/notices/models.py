"""Notices of this node, where people can be reached besides, and what was sent to them."""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Ways to look for notices."""

    def waiting(self) -> Self:
        """Neither acknowledged nor settled."""
        return self.filter(acknowledged_at=None, settled_at=None)

    def closed(self) -> Self:
        """Acknowledged or settled."""
        return self.exclude(acknowledged_at=None, settled_at=None)

    def about(self, kind: str, cause: str) -> Self:
        """Of one kind, with one cause."""
        return self.filter(kind=kind, cause=cause)


class Notice(models.Model):
    """Something a role at a place must be told. `cause` is the id of a record, never a name."""

    retention = "notices.notice"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    place = models.CharField(max_length=12, blank=True)
    cause = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40)
    raised_at = models.DateTimeField()
    last_raised_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    escalated_to = models.CharField(max_length=40, blank=True)
    escalated_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=60, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "cause"],
                condition=models.Q(acknowledged_at=None, settled_at=None),
                name="one_waiting_notice_a_cause",
            ),
        ]
        indexes = [models.Index(fields=["role", "raised_at"])]

    def __str__(self) -> str:
        return f"notice {self.kind} {self.id}"

    @property
    def closed_at(self) -> datetime | None:
        """When it was acknowledged or settled, whichever came first; None while it waits."""
        return min(filter(None, (self.acknowledged_at, self.settled_at)), default=None)


class Contact(models.Model):
    """Where a person wants to be told that a task waits; sealed under her own key."""

    retention = "notices.contact"

    person = models.UUIDField(primary_key=True)
    mail = models.BinaryField()
    phone = models.BinaryField()
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of {self.person}"


class Message(models.Model):
    """One notice to one person by one channel; its id tells a repetition from a second message."""

    retention = "notices.message"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="messages")
    person = models.UUIDField()
    channel = models.CharField(max_length=10)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "person", "channel"], name="one_message_a_notice_and_channel"
            ),
        ]
        indexes = [models.Index(fields=["sent_at", "next_attempt_at"])]

    def __str__(self) -> str:
        return f"message {self.id}"
