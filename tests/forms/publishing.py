"""Publishes a form for tests that need one: uploaded by one person, approved by another."""

from moeli.forms import services
from moeli.forms.models import Edition
from moeli.platform.approvals import services as approvals
from moeli.platform.publications import services as publications
from tests.forms.sheets import sheets
from tests.publishing import acting


def published(content: bytes = b"") -> Edition:
    """The edition that is in force from now on."""
    author, second = acting(), acting()
    staged = services.upload(actor=author, content=content or sheets())
    asked = publications.propose(actor=author, staged_id=staged.id, motive="Fictitious")
    approvals.grant(actor=second, approval_id=asked.id)
    version = publications.publish(actor=author, staged_id=staged.id, approval_id=asked.id)
    return Edition.objects.get(id=version.id)
