"""The keys of the vault, each wrapped by the master key."""

from django.db import models

from moeli.platform.ids import uuid7


class DataKey(models.Model):
    """The key of one subject (a person, a case, a node's month) in one scope.

    A shredded key keeps its row, without the key: what it sealed is gone for ever, and that it
    was shredded, and when, can still be told.
    """

    retention = "vault.key"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=120)
    scope = models.CharField(max_length=40)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "scope"], name="one_key_a_subject_and_scope"
            ),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) ^ models.Q(shredded_at__isnull=False),
                name="a_key_is_kept_or_shredded",
            ),
        ]

    def __str__(self) -> str:
        return f"data key {self.id}"
