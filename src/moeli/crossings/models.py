"""What is stored of an inspection, its decision and the crossing that follows.

The zone, with every name and number in it, is an envelope under the key of the node's month;
documents are found by their keyed hash only. What stays in the clear serves the statistics.
"""

from datetime import datetime
from typing import Self

from django.db import models

from moeli.crossings.afterwards import models as afterwards_models
from moeli.crossings.asked import models as asked_models
from moeli.crossings.capture import How
from moeli.crossings.consents import models as consent_models
from moeli.crossings.declared import models as declared_models
from moeli.crossings.identification import models as identification_models
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties import models as party_models
from moeli.crossings.permits import models as permit_models
from moeli.crossings.presence import models as presence_models
from moeli.crossings.refusals import models as refusal_models
from moeli.crossings.slips import models as slip_models
from moeli.crossings.vehicles import models as vehicle_models
from moeli.platform.ids import uuid7
from moeli.platform.prepared import Asked

# Django looks for a room's tables here.
__all__ = [
    "Crossing",
    "Decision",
    "Inspection",
    "afterwards_models",
    "asked_models",
    "consent_models",
    "declared_models",
    "identification_models",
    "party_models",
    "permit_models",
    "presence_models",
    "refusal_models",
    "slip_models",
    "vehicle_models",
]

_DIRECTIONS = [(each.value, each.value) for each in Direction]
_HOW = [(each.value, each.value) for each in How]
_OUTCOMES = [(each.value, each.value) for each in Outcome]


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Ways to look for inspections."""

    def open(self) -> Self:
        """Neither decided nor superseded."""
        return self.filter(decision=None, superseded_at=None)

    def supersedable(self, since: datetime | Asked) -> Self:
        """Open, and of no party: its members wait for one another at the desk.

        Those from before `since` have run out anyhow: a desk's whole history is not looked through.
        """
        return self.open().filter(party_member=None, opened_at__gte=since)

    def of_document(self, document_hash: bytes | Asked) -> Self:
        """Of one document, the latest first."""
        return self.filter(document_hash=document_hash).order_by("-opened_at")


class Inspection(models.Model):
    """One look at one captured document, for one direction, at one desk.

    `reopens` is the decision that was withdrawn, when the same look was opened again by that. The
    oldest inspections do not say how and when their document was captured.
    """

    retention = "crossings.inspection"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60)
    direction = models.CharField(max_length=5, choices=_DIRECTIONS)
    reason = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    key_subject = models.CharField(max_length=120)
    zone = models.BinaryField()
    document_hash = models.BinaryField(max_length=16)
    document_code = models.CharField(max_length=2)
    issuing_state = models.CharField(max_length=3)
    nationality = models.CharField(max_length=3, blank=True)
    reopens = models.UUIDField(null=True, unique=True)
    captured_how = models.CharField(max_length=12, choices=_HOW, default=How.UNKNOWN.value)
    captured_at = models.DateTimeField(null=True)
    image_sha256 = models.BinaryField(max_length=32, default=bytes)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document_hash", "-opened_at"]),
            models.Index(fields=["place", "desk", "-opened_at"]),
            models.Index(fields=["officer", "-opened_at"]),
        ]

    def __str__(self) -> str:
        return f"inspection {self.id}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Ways to look for decisions."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Decision(models.Model):
    """What the officer decided; there is one at most, and what was decided is never changed.

    A withdrawal and a correction are entries of their own; here stands what follows from them.
    `voids` is the departure that did not happen, when the other side turned somebody back, and
    `screening` what became of the offer of a talk; `followed_by` names what physical or printed
    thing came after, so that the decision cannot be withdrawn any more.
    """

    retention = "crossings.inspection"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="decision")
    officer = models.CharField(max_length=60)
    outcome = models.CharField(max_length=24, choices=_OUTCOMES)
    ground = models.CharField(max_length=40, blank=True)
    screening = models.CharField(max_length=12, blank=True)
    voids = models.UUIDField(null=True)
    decided_at = models.DateTimeField()
    idempotency_key = models.UUIDField(unique=True)
    followed_by = models.CharField(max_length=16, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    corrected_to = models.CharField(max_length=24, blank=True, choices=_OUTCOMES)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["decided_at"])]

    def __str__(self) -> str:
        return f"decision {self.id}"

    @property
    def stands_as(self) -> Outcome:
        """The outcome as last corrected."""
        return Outcome(self.corrected_to or self.outcome)


class CrossingQuerySet(models.QuerySet["Crossing"]):
    """Ways to look for crossings."""

    def standing(self) -> Self:
        """Those that happened, as far as is known: neither withdrawn, corrected nor turned back."""
        return self.filter(voided_at=None)

    def of_document(self, document_hash: bytes | Asked) -> Self:
        """Of one document, the latest first."""
        return self.filter(document_hash=document_hash).order_by("-occurred_at", "-id")


class Crossing(models.Model):
    """The boundary was crossed. `occurred_at` and `recorded_at` differ for what was on paper.

    `voided_because`: `withdrawn`, `corrected` or `turned_back`; it did not happen, or not so.
    """

    retention = "crossings.crossing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="crossing")
    direction = models.CharField(max_length=5, choices=_DIRECTIONS)
    place = models.CharField(max_length=12)
    nationality = models.CharField(max_length=3, blank=True)
    document_hash = models.BinaryField(max_length=16)
    mode = models.CharField(max_length=12, default="live")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_because = models.CharField(max_length=12, blank=True)

    objects = CrossingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "occurred_at"]),
            models.Index(fields=["document_hash", "-occurred_at"]),
        ]

    def __str__(self) -> str:
        return f"crossing {self.id}"
