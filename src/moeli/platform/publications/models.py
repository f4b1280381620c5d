"""Contents by their hash, uploads that wait, versions that stand for ever, and who knows them.

The database itself refuses to change or remove a version or a content (`guard`).
"""

from datetime import date
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7
from moeli.platform.prepared import Asked
from moeli.platform.publications.statement import Statement


class Content(models.Model):
    """Bytes under their SHA-256, sealed at rest: a list may hold what can hurt someone."""

    retention = "publications.content"

    sha256 = models.CharField(primary_key=True, max_length=64)
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"content {self.sha256[:12]}"


class Staged(models.Model):
    """An upload that waits. `content` is empty when it was too large to keep.

    `effective_from` is empty for "on the day it is published". `problems` are rows of code,
    sentence (English) and where; with any of them it can never be published.
    """

    retention = "publications.staged"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=60)
    content = models.ForeignKey(Content, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    effective_from = models.DateField(null=True)
    problems = models.JSONField(default=list)
    staged_by = models.CharField(max_length=60)
    staged_at = models.DateTimeField()
    published_as = models.UUIDField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "-staged_at"])]

    def __str__(self) -> str:
        return f"staged {self.id}"


class Channel(models.Model):
    """Where a channel's chain ends; locked by whoever adds to it."""

    retention = "publications.version"

    code = models.CharField(primary_key=True, max_length=60)
    number = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.code} #{self.number}"


class VersionQuerySet(models.QuerySet["Version"]):
    """Ways to look along a channel."""

    def of(self, channel: str | Asked) -> Self:
        """Of one channel."""
        return self.filter(channel=channel)

    def in_force(self, day: date | Asked) -> Self:
        """Those whose first day has come, the one in force on top: the highest number."""
        return self.filter(effective_from__lte=day).order_by("-number")


class Version(models.Model):
    """One signed version of a channel. It stands as it is for ever."""

    retention = "publications.version"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    channel = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    content = models.ForeignKey(Content, models.PROTECT, related_name="versions")
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    restores = models.PositiveIntegerField(default=0)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    public_key = models.BinaryField(max_length=32)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.channel} #{self.number}"

    def statement(self) -> Statement:
        """What was signed, as stored."""
        return Statement(
            self.node,
            self.channel,
            self.number,
            self.id,
            bytes(self.previous),
            bytes.fromhex(self.content_id),
            self.effective_from,
            self.published_at,
            self.restores,
        )


class Acknowledgement(models.Model):
    """A person knows a version; with `for_post`, she says so for her whole post."""

    retention = "publications.acknowledgement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    version = models.UUIDField()
    person = models.CharField(max_length=60)
    place = models.CharField(max_length=12, blank=True)
    for_post = models.BooleanField()
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"],
                condition=models.Q(for_post=False),
                name="one_acknowledgement_a_person",
            ),
            models.UniqueConstraint(
                fields=["version", "person", "place"],
                condition=models.Q(for_post=True),
                name="one_acknowledgement_a_person_and_post",
            ),
        ]

    def __str__(self) -> str:
        return f"acknowledgement {self.id}"


class Reception(models.Model):
    """A post holds a version since a moment: how headquarters knows what arrived."""

    retention = "publications.acknowledgement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    version = models.UUIDField()
    place = models.CharField(max_length=12, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "node"], name="one_reception_a_node")
        ]

    def __str__(self) -> str:
        return f"reception {self.id}"
