"""The keys that are kept as rows, each wrapped by the master key."""

from typing import Self

from django.db import connection, models

from moeli.platform.ids import uuid7
from moeli.platform.prepared import Asked

_LOCK = 0x6D6F656C69  # "moeli"; any number will do that no other advisory lock uses


class DataKeyQuerySet(models.QuerySet["DataKey"]):
    """Ways to find keys."""

    def own(self, subject: str | Asked, scope: str | Asked) -> Self:
        """The one key that this node seals with for `subject` in `scope`."""
        return self.filter(subject=subject, scope=scope, adopted_at=None)


class DataKey(models.Model):
    """The key of one subject (a person, a case, a node's month) in one scope.

    A shredded key keeps its row, without the key: what it sealed is gone for ever, and that it
    was shredded, and when, can still be told. A key with `adopted_at` came from another node: it
    opens what was sealed there, and nothing is sealed with it here.
    """

    retention = "vault.key"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=120)
    scope = models.CharField(max_length=40)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    objects = DataKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "scope"],
                condition=models.Q(adopted_at=None),
                name="one_own_key_a_subject_and_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) ^ models.Q(shredded_at__isnull=False),
                name="a_key_is_kept_or_shredded",
            ),
        ]
        indexes = [models.Index(fields=["subject", "scope"])]

    def __str__(self) -> str:
        return f"data key {self.id}"

    @staticmethod
    def lock_all() -> None:
        """Until the transaction ends, nobody else shreds or adopts.

        No row can be locked for a key that is not there yet. On SQLite a transaction that writes
        is alone anyhow.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


class PersonalKeyQuerySet(models.QuerySet["PersonalKey"]):
    """Ways to find personal keys."""

    def of(self, owner: str) -> Self:
        """The one key in use of `owner`."""
        return self.filter(owner=owner, replaced_at=None)


class PersonalKey(models.Model):
    """The key pair of one person, its private half closed by her passphrase alone.

    `params` are those of Argon2id. A replaced key keeps its row: what was sealed to it can be told
    apart, and opens for nobody any more who has forgotten the passphrase.
    """

    retention = "vault.personal_key"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.CharField(max_length=60)
    public = models.BinaryField(max_length=32)
    wrapped = models.BinaryField()
    params = models.JSONField()
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = PersonalKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(replaced_at=None),
                name="one_personal_key_in_use_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"personal key {self.id}"
