"""Taking over a booth, and who acts in a session: with all her roles, or with a shift's."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user, login, logout
from django.http import HttpRequest

from moeli.platform import clock
from moeli.platform.access import roles, sessions
from moeli.platform.access.actor import Actor, Scope, actor_of
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import Booth, ShiftEnrolment, User
from moeli.platform.access.services.relief import Relief
from moeli.platform.access.sessions import By, Standing
from moeli.platform.access.sign_in import BACKEND


def take_over(request: HttpRequest, booth: EnrolledBooth, relief: Relief) -> None:
    """End whichever session was at the booth, and begin the relieving officer's own."""
    logout(request)
    request.relief = relief  # type: ignore[attr-defined]  # her entry is written already
    login(request, relief.person, backend=BACKEND)
    sessions.begin(
        request.session, relief.by, clock.now(), relief.ends_at, shift=relief.shift, booth=booth.id
    )


def actor_at(
    user: User, at: Standing | None, now: datetime, booth: EnrolledBooth | None
) -> Actor | None:
    """Who `user` is in this session now; None when it is over, or bound to another booth."""
    if at is None or at.over(now) or (at.booth and (booth is None or at.booth != str(booth.id))):
        return None
    if at.by is By.SHIFT:
        return _for_shift(user, at, now)
    return actor_of(user, now, booth.place if booth else "")


def actor_in(session_key: str, booth_id: UUID, now: datetime) -> Actor | None:
    """Who acts in the session kept under this key, at this booth; None when it is over.

    A locked page is not the end of a session: whoever asks by a key has rules of its own for
    being left alone.
    """
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user, row = get_user(request), Booth.objects.filter(id=booth_id, retired_at=None).first()
    if row is None or not isinstance(user, User):
        return None
    booth = EnrolledBooth(row.id, row.place, row.name)
    return actor_at(user, sessions.standing(request.session), now, booth)


def _for_shift(user: User, at: Standing, now: datetime) -> Actor | None:
    """She has what two people let her in for, and nothing else of her account."""
    found = ShiftEnrolment.objects.filter(id=UUID(at.shift), user_id=user.id, ended_at=None)
    shift = found.filter(starts_at__lte=now, ends_at__gt=now).first()
    if shift is None:
        return None
    scope = Scope(shift.role, shift.place, roles.actions_of(shift.role))
    return Actor(str(user.id), user.name, shift.place, user.agency, (scope,))
