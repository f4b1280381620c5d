"""What was asked and what each person said. Rows come from journal entries and stay for ever."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Ways to look for approvals."""

    def with_voices(self) -> Self:
        """With what each person said, in one more query."""
        return self.prefetch_related("voices")

    def latest_first(self) -> Self:
        """Newly asked on top."""
        return self.order_by("-asked_at", "-id")


class Approval(models.Model):
    """Something asked of other people. Its motive lies in the sealed body of `entry` alone.

    `node` is where it was asked: it can be decided and used nowhere else. `not_by` holds the ids
    of people who took part and may not decide, besides the one who asked.
    """

    retention = "approvals.approval"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.UUIDField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    place = models.CharField(max_length=12, blank=True)
    needed = models.PositiveSmallIntegerField()
    not_by = models.JSONField(default=list)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.CharField(max_length=60, blank=True)
    used_at = models.DateTimeField(null=True)
    entry = models.UUIDField()

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject"]), models.Index(fields=["-asked_at"])]

    def __str__(self) -> str:
        return f"approval {self.id}"


class Voice(models.Model):
    """What one person said: granted, denied, or withdrawn by the one who asked."""

    retention = "approvals.approval"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="voices")
    person = models.CharField(max_length=60)
    says = models.CharField(max_length=12)
    said_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "person"], name="one_voice_a_person_and_approval"
            )
        ]

    def __str__(self) -> str:
        return f"voice {self.id}"
