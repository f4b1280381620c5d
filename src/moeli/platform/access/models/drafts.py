"""What a person had begun and not sent when she was relieved or the page locked."""

from django.db import models

from moeli.platform.access.models.booths import Booth
from moeli.platform.access.models.people import User
from moeli.platform.ids import uuid7


class Draft(models.Model):
    """Half-done work of one person on one page at one booth (or none), sealed, for some hours."""

    retention = "access.draft"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE)
    booth = models.ForeignKey(Booth, models.CASCADE, null=True)
    page = models.CharField(max_length=60)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "booth", "page"], name="one_draft_a_person_booth_and_page"
            ),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=models.Q(booth=None),
                name="one_draft_a_person_and_page_without_booth",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"
