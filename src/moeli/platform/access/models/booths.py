"""The enrolled PCs at the desks, and the links that enrol them."""

from django.db import models

from moeli.platform.ids import uuid7


class Booth(models.Model):
    """A PC at a desk, known by a cookie; of the cookie's token only the hash is kept."""

    retention = "access.booth"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    token_hash = models.BinaryField(max_length=32)
    enrolled_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=models.Q(retired_at=None),
                name="one_booth_a_name_and_place",
            ),
        ]

    def __str__(self) -> str:
        return f"booth {self.id}"


class BoothInvitation(models.Model):
    """A link that enrols one booth, once; of its token only the hash is kept."""

    retention = "access.booth"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    token_hash = models.BinaryField(max_length=32, unique=True)
    invited_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"booth invitation {self.id}"
