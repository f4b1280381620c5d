"""Parties as stored: which inspections belong together, and who goes with whom. No names."""

from typing import Self

from django.db import models

from moeli.platform.ids import uuid7


class PartyQuerySet(models.QuerySet["Party"]):
    """Ways to look for parties."""

    def open_at(self, place: str, desk: str) -> Self:
        """Not yet decided at this desk, the latest first."""
        return self.filter(place=place, desk=desk, closed_at=None).order_by("-begun_at")


class Party(models.Model):
    """People who travel together one way, inspected at one desk, decided with one key.

    `begun_key` tells a second press of the button from a second party.
    """

    retention = "crossings.party"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    officer = models.CharField(max_length=60)
    direction = models.CharField(max_length=5)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    idempotency_key = models.UUIDField(null=True, unique=True)
    begun_key = models.UUIDField(null=True, unique=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "desk", "-begun_at"])]

    def __str__(self) -> str:
        return f"party {self.id}"


class ConsentPaper(models.Model):
    """A paper that the officer was shown: it names one minor of the party or several.

    `giver` and the two days are what it says of who signed it and for how long it holds, as far
    as the officer entered them. Taken back, it names nobody any more; the journal keeps whom.
    """

    retention = "crossings.party"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    giver = models.CharField(max_length=24, blank=True)
    signed_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    seen_by = models.CharField(max_length=60)
    seen_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"paper {self.id} of party {self.party_id}"


class PartyMember(models.Model):
    """One inspection of the party. `held` says why it is looked at singly, once that is so.

    `adult` and `consent` are what the officer entered for a minor: who goes with the minor, and
    which paper shows the consent (`no`: none does). `paper` is the very one that names the minor,
    `other_parent` is there where both parents are here.
    """

    retention = "crossings.party"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="members")
    inspection = models.OneToOneField(
        "moeli_crossings.Inspection", models.PROTECT, related_name="party_member"
    )
    position = models.PositiveSmallIntegerField()
    held = models.CharField(max_length=24, blank=True)
    adult = models.ForeignKey("self", models.PROTECT, null=True, related_name="minors")
    other_parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    consent = models.CharField(max_length=40, blank=True)
    paper = models.ForeignKey(ConsentPaper, models.PROTECT, null=True, related_name="named")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "position"], name="one_member_a_position"),
        ]

    def __str__(self) -> str:
        return f"member {self.position} of party {self.party_id}"


class PartyList(models.Model):
    """A list of passengers that is too long to be written at once; its zones are an envelope."""

    retention = "crossings.party"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="lists")
    zones = models.BinaryField()
    key_subject = models.CharField(max_length=120)
    people = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list of party {self.party_id}"
