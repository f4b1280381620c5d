"""A process in the house of a test: it enrols a desk, or counts what was kept for it."""

import json
import sys

import django

django.setup()

from moeli.documents.models import Picture  # noqa: E402 -- Django must be set up
from moeli.platform.access import services as access  # noqa: E402 -- the same
from moeli.platform.access.actor import ANONYMOUS, SYSTEM  # noqa: E402 -- the same
from moeli.platform.blobs.models import Blob  # noqa: E402 -- the same
from moeli.platform.journal.models import Entry  # noqa: E402 -- the same


def enrol() -> None:
    link = access.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    access.enrol_booth(actor=ANONYMOUS, token=link.token)


def count() -> None:
    entries = Entry.objects.filter(verb="picture.kept").count()
    sys.stdout.write(json.dumps([Picture.objects.count(), Blob.objects.count(), entries]))


if __name__ == "__main__":
    {"enrol": enrol, "count": count}[sys.argv[1]]()
