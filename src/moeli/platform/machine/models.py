"""The devices, their tokens and traffic, what officers lent them, and what was done so."""

from django.db import models

from moeli.platform.ids import uuid7


class Device(models.Model):
    """A machine that comes to the door: for one desk of one place, by one profile."""

    retention = "machine.device"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    profile = models.CharField(max_length=40)
    enrolled_by = models.CharField(max_length=60)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=models.Q(revoked_at=None),
                name="one_device_a_name_and_place",
            ),
        ]

    def __str__(self) -> str:
        return f"device {self.id}"


class DeviceToken(models.Model):
    """By what a device proves itself until `expires_at`; only the keyed hash is kept."""

    retention = "machine.device"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="tokens")
    token_hash = models.BinaryField(max_length=16, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token {self.id}"


class Traffic(models.Model):
    """How often a device came in its last minute, and when it was last seen; no record of acts."""

    retention = "machine.traffic"

    device = models.OneToOneField(Device, models.PROTECT, primary_key=True, related_name="traffic")
    minute = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"traffic of device {self.device_id}"


class Delegation(models.Model):
    """An officer lends her name to the device at her desk, for a while and by her session.

    `session_key` never passes through the journal: its service sets it. `token_hash` is what the
    device got for the code; before it did, the delegation is worth nothing.
    """

    retention = "machine.delegation"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="delegations")
    officer = models.CharField(max_length=60)
    booth = models.UUIDField()
    session_key = models.CharField(max_length=40, blank=True)
    code_hash = models.BinaryField(max_length=16)
    code_until = models.DateTimeField()
    token_hash = models.BinaryField(max_length=16, null=True, unique=True)
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"delegation {self.id}"


class DoorAct(models.Model):
    """Something an officer did through a device, found again by the caller's idempotency key."""

    retention = "machine.act"

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="acts")
    place = models.CharField(max_length=12)
    desk = models.CharField(max_length=40)
    operation = models.CharField(max_length=40)
    key = models.UUIDField()
    subject = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "key"], name="one_act_a_key"),
        ]

    def __str__(self) -> str:
        return f"act {self.id}"
