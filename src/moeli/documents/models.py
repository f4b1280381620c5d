"""Pictures, questions to the expert and lessons, as stored.

A picture is an encrypted file; what was read in it, what was asked and what was answered are
envelopes. A lesson holds no personal data and is in the clear.
"""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class Source(models.TextChoices):
    """Where a picture comes from."""

    CAMERA = "camera", "camera"
    FILE = "file", "file"
    SCANNER = "scanner", "scanner"


class PictureQuerySet(models.QuerySet["Picture"]):
    """Ways to look for pictures."""

    def at_desk(self, place: str, desk: str, since: datetime) -> Self:
        """Taken at one desk since then, the latest first."""
        return self.filter(place=place, desk=desk, taken_at__gte=since).order_by("-taken_at")

    def unused(self) -> Self:
        """With which no inspection began."""
        return self.filter(inspection=None)


class Picture(models.Model):
    """One kept picture. `sha256` is that of the picture as it is kept, by which entries name it.

    `reading` is empty where no zone was found; `officer` is the system for a scanner's picture.
    """

    retention = "documents.picture"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60)
    source = models.CharField(max_length=12, choices=Source.choices)
    taken_at = models.DateTimeField()
    blob = models.ForeignKey("moeli_blobs.Blob", models.PROTECT, related_name="+")
    sha256 = models.BinaryField(max_length=32)
    reading = models.BinaryField(default=bytes)
    answers = models.BinaryField(default=bytes)
    key_subject = models.CharField(max_length=120)
    inspection = models.ForeignKey(
        "moeli_crossings.Inspection", models.PROTECT, null=True, related_name="pictures"
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "desk", "-taken_at"]),
            models.Index(fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return f"picture {self.id}"


class ExaminationQuerySet(models.QuerySet["Examination"]):
    """Ways to look for questions to the expert."""

    def waiting(self) -> Self:
        """Not answered yet, the one due first before the others."""
        return self.filter(verdict="").order_by("reply_by", "id")

    def answered(self) -> Self:
        """Answered, the latest first."""
        return self.exclude(verdict="").order_by("-answered_at", "-id")


class Examination(models.Model):
    """One questioned document: what the desk asks, and what the expert answers, once.

    `inspection` is an id alone: headquarters may hear of the question before the inspection.
    """

    retention = "documents.examination"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    inspection = models.UUIDField(unique=True)
    document_code = models.CharField(max_length=2)
    issuing_state = models.CharField(max_length=3)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    reply_by = models.DateTimeField()
    question = models.BinaryField()
    picture = models.BinaryField(default=bytes)
    key_subject = models.CharField(max_length=120)
    verdict = models.CharField(max_length=24, blank=True)
    answer = models.BinaryField(default=bytes)
    answer_key_subject = models.CharField(max_length=120, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "verdict", "reply_by"]),
            models.Index(fields=["verdict", "-answered_at"]),
        ]

    def __str__(self) -> str:
        return f"examination {self.id}"


class Lesson(models.Model):
    """How documents of one kind were altered: for every officer, about nobody."""

    retention = "documents.lesson"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.CharField(max_length=40)
    document_code = models.CharField(max_length=2)
    issuing_state = models.CharField(max_length=3)
    what = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-written_at"])]

    def __str__(self) -> str:
        return f"lesson {self.id}"
