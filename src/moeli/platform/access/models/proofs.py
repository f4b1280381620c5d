"""By what a person proves at this node who she is. All of it belongs to this node alone."""

from django.db import models

from moeli.platform.access.models.booths import Booth
from moeli.platform.access.models.people import User
from moeli.platform.ids import uuid7


class Badge(models.Model):
    """A badge whose number a scanner types; of the number only the keyed hash is kept."""

    retention = "access.proof"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="badges")
    number_hash = models.BinaryField(max_length=16)
    issued_by = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_hash"],
                condition=models.Q(revoked_at=None),
                name="one_holder_a_badge",
            ),
        ]

    def __str__(self) -> str:
        return f"badge {self.id}"


class Pin(models.Model):
    """The PIN that its owner chose, hashed like a password; good at enrolled booths only."""

    retention = "access.proof"

    user = models.OneToOneField(User, models.PROTECT, primary_key=True)
    hashed = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pin of {self.user_id}"


class FullSignIn(models.Model):
    """When a person last signed in here with her second factor: relief rests on it."""

    retention = "access.proof"

    user = models.OneToOneField(User, models.PROTECT, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"full sign-in of {self.user_id}"


class AcceptedCode(models.Model):
    """The time step of the last authenticator code taken from a person: none is taken twice."""

    retention = "access.proof"

    user = models.OneToOneField(User, models.PROTECT, primary_key=True)
    step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"accepted code of {self.user_id}"


class AccountHelp(models.Model):
    """Somebody else gave a person a password, or took her second factors away.

    `bare`: the password was given while she had no second factor, so that it alone lets in.
    """

    retention = "access.proof"

    class Kind(models.TextChoices):
        """With which proof she was helped."""

        PASSWORD = "password"  # noqa: S105 -- a word, no secret
        FACTORS = "factors"

    id = models.UUIDField(primary_key=True, editable=False)  # the journal entry's
    user = models.ForeignKey(User, models.PROTECT, related_name="helped")
    helper = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    bare = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"account help {self.id}"


class FailedProof(models.Model):
    """A wrong PIN or code, counted by person and booth; forgotten when a right one comes."""

    retention = "access.proof"

    id = models.UUIDField(primary_key=True, editable=False)  # the journal entry's
    user = models.ForeignKey(User, models.CASCADE, related_name="failed_proofs")
    booth = models.ForeignKey(Booth, models.CASCADE, null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "booth"], name="failed_by_person_and_booth")]

    def __str__(self) -> str:
        return f"failed proof {self.id}"
