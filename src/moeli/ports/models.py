"""What a post writes about itself: closures, and who sits at which desk."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moeli.platform.ids import uuid7
from moeli.ports.spans import Span

_ROSTERS = 0x726F7374  # "rost"; any number will do that no other advisory lock uses


class Reason(models.TextChoices):
    """Why a port is closed outside its ordinary hours."""

    SNOW = "snow", _("Snow")
    NIGHT = "night", _("Closed for the night")
    STRIKE = "strike", _("Strike")
    FLOOD = "flood", _("Flood")
    OTHER = "other", _("Another reason")


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Ways to look at closures."""

    def standing(self, place: str) -> Self:
        """Those of `place` that nobody has ended, also one that is yet to begin."""
        return self.filter(place=place, ended_at=None)

    def at(self, place: str, moment: datetime) -> Self:
        """Those that hold at `moment`; the moment of reopening is open."""
        return self.within(place, moment, moment + timedelta.resolution)

    def within(self, place: str, start: datetime, end: datetime) -> Self:
        """Those that hold at any moment from `start` until `end`, which is not included."""
        return self.filter(place=place).anywhere(start, end)

    def anywhere(self, start: datetime, end: datetime) -> Self:
        """As `within`, at whichever port."""
        began = self.filter(begins_at__lt=end)
        called_off = Q(ended_at__lte=models.F("begins_at"))
        return began.filter(Q(ended_at=None) | Q(ended_at__gt=start)).exclude(called_off)


class Closure(models.Model):
    """A port closed by an event. It holds until it is ended, whatever was expected."""

    retention = "ports.closure"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    begins_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "begins_at"])]

    def __str__(self) -> str:
        return f"closure {self.id}"


class RosterLineQuerySet(models.QuerySet["RosterLine"]):
    """Ways to look at rosters."""

    def of(self, place: str, day: date) -> Self:
        """The lines that begin at `place` on `day`, by hour and desk."""
        return self.filter(place=place, day=day).order_by("starts", "desk", "id")

    def around(self, day: date) -> Self:
        """The lines that may touch `day`: its own, and those of the nights beside it."""
        beside = timedelta(days=1)
        return self.filter(day__range=(day - beside, day + beside))


class RosterLine(models.Model):
    """Who sits at which desk, from when until when; `ends` may lie after midnight."""

    retention = "ports.roster"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    day = models.DateField()
    desk = models.CharField(max_length=24)
    officer = models.CharField(max_length=60)
    starts = models.TimeField()
    ends = models.TimeField()

    objects = RosterLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "day"])]

    def __str__(self) -> str:
        return f"roster line {self.id}"

    @staticmethod
    def lock_all() -> None:
        """Until the transaction ends, nobody else writes a roster of this node.

        No row can be locked for a line that is not there yet. On SQLite a transaction that writes
        is alone anyhow.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ROSTERS])

    def span(self) -> tuple[datetime, datetime]:
        """The two moments between which she sits there."""
        return Span(self.starts, self.ends).on(self.day)
