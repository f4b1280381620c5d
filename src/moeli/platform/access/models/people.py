"""People with an account, and what they are granted."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from moeli.platform import clock
from moeli.platform.ids import uuid7
from moeli.platform.prepared import Asked


class UserManager(BaseUserManager["User"]):
    """Finds people; only the projectors make them."""


class User(AbstractBaseUser):
    """A person with an account. Accounts are never deleted, since the journal names their ids."""

    retention = "access.account"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=40)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)
    sessions_ended_at = models.DateTimeField(null=True)
    demo = models.BooleanField(default=False)  # its password is printed: never in production

    objects = UserManager()

    USERNAME_FIELD = "username"

    def get_session_auth_hash(self) -> str:
        """What a session must match: it ends when the password or the account is changed."""
        state = f"{self.password}|{self.sessions_ended_at or ''}"
        return salted_hmac("moeli.access.session", state, algorithm="sha256").hexdigest()


class GrantQuerySet(models.QuerySet["Grant"]):
    """Ways to look for grants."""

    def of(self, user_id: UUID | Asked) -> Self:
        """Of one person."""
        return self.filter(user_id=user_id)

    def in_force(self, at: datetime) -> Self:
        """Neither revoked at `at` nor outside the legal days from first to last, both included."""
        return self.standing(at, clock.legal_day(at))

    def standing(self, at: datetime | Asked, day: date | Asked) -> Self:
        """The same, of a moment whose legal day is `day`."""
        started = self.filter(first_day__lte=day).filter(
            models.Q(revoked_at=None) | models.Q(revoked_at__gt=at)
        )
        return started.filter(models.Q(last_day=None) | models.Q(last_day__gte=day))


class Grant(models.Model):
    """A role given to a person, at one place or (place "") everywhere, for a span of legal days."""

    retention = "access.grant"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    place = models.CharField(max_length=12, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = GrantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"grant {self.id}"
