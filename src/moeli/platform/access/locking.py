"""Locking a session, with its entry."""

from django.db import transaction

from moeli.platform.access import sessions
from moeli.platform.access.actor import Actor
from moeli.platform.access.requests import HouseRequest
from moeli.platform.journal.services import NewEntry, record


def lock(request: HouseRequest, actor: Actor) -> None:
    """From now on only the lock page answers to the session of `actor`."""
    sessions.lock(request.session)
    place, booth = (request.booth.place, str(request.booth.id)) if request.booth else ("", "")
    entry = NewEntry(
        verb="access.session_locked",
        actor=actor.id,
        subject=actor.id,
        place=place,
        body={"booth": booth},
    )
    with transaction.atomic():
        record(entry)
