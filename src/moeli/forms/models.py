"""Editions in force and to come, and runs: who asked, where, when; the answers in an envelope."""

from datetime import date
from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class EditionQuerySet(models.QuerySet["Edition"]):
    """Ways to look along the editions of forms."""

    def in_force(self, day: date) -> Self:
        """Of each form those whose first day has come, the one in force on top."""
        rows = self.filter(effective_from__lte=day).order_by("form", "-number")
        return rows.defer("xform")


class Edition(models.Model):
    """A published version of a form's channel, as this room needs it; the id is the version's.

    `xform` is what was made of the workbook when it was published, sealed: another converter, one
    day, may make another of the same workbook, and a run must end as it began. `approved_by` is
    known at the node that published. `asked_on` is `phone` for a form that only phones can ask:
    it wants pictures, sounds or files, and pages keep none.
    """

    retention = "forms.edition"

    id = models.UUIDField(primary_key=True, editable=False)
    form = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=60, blank=True)
    languages = models.JSONField(default=list)
    scope = models.CharField(max_length=40)
    questions = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    xform = models.BinaryField()
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    restores = models.PositiveIntegerField(default=0)
    asked_on = models.CharField(max_length=8, blank=True)
    staged_by = models.CharField(max_length=60, blank=True)
    approved_by = models.JSONField(default=list)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="one_edition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.form} #{self.number}"


class RunQuerySet(models.QuerySet["Run"]):
    """Ways to look for runs."""

    def open(self) -> Self:
        """Neither finished nor abandoned."""
        return self.filter(finished_at=None, abandoned_at=None)

    def finished(self) -> Self:
        """Those with answers, the latest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-id")


class Run(models.Model):
    """One time that a form was asked. `edition` is the version that it began with, for good.

    `answers` is sealed by `scope` under the run's own key; an abandoned run has none. At another
    node than its own the envelope does not open: its key stays where the answers were given.
    `how` says whether it was asked at a desk, page by page, or came whole from a phone.
    """

    retention = "forms.run"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    place = models.CharField(max_length=12, blank=True)
    form = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    edition = models.UUIDField()
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=40)
    begun_by = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    how = models.CharField(max_length=8, default="desk")
    answers = models.BinaryField(default=bytes)
    idempotency_key = models.UUIDField(unique=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["begun_by", "-begun_at"]),
            models.Index(fields=["place", "-finished_at"]),
        ]

    def __str__(self) -> str:
        return f"run {self.id}"


class Draft(models.Model):
    """The half-done answers of an open run, sealed after each step. It is no record.

    `turn` counts the steps taken: a page that was sent for an earlier turn is told so. `last` is
    the hash of what was taken last, so that the same page sent twice is taken once.
    """

    retention = "forms.draft"

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True, related_name="draft")
    sealed = models.BinaryField()
    turn = models.PositiveIntegerField(default=0)
    last = models.BinaryField(max_length=32, default=bytes)
    behind = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft of {self.run_id}"
