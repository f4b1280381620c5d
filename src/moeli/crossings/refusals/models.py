"""The notice of a refusal and its review as stored; the notice itself is a sealed file."""

from django.db import models

from moeli.platform.ids import uuid7


class RefusalNotice(models.Model):
    """The written notice of one refusal: written once, printed as often as it is needed."""

    retention = "crossings.refusal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(
        "moeli_crossings.Decision", models.PROTECT, related_name="notice"
    )
    blob = models.UUIDField()
    key_subject = models.CharField(max_length=120)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal notice {self.id}"


class RefusalReview(models.Model):
    """The traveller asked that somebody else look at the refusal; `result` is empty until then."""

    retention = "crossings.refusal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(
        "moeli_crossings.Decision", models.PROTECT, related_name="review"
    )
    asked_at = models.DateTimeField()
    noted_by = models.CharField(max_length=60)
    result = models.CharField(max_length=12, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["result", "asked_at"])]

    def __str__(self) -> str:
        return f"review {self.id}"
