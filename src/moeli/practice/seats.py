"""Where somebody practises: an account of the practice desk, and a desk of her own at one port.

Nobody proves anything here: the accounts belong to roles, and their passwords are known to nobody.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import login, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from moeli.platform import clock
from moeli.platform.access import services, sessions
from moeli.platform.access.actor import ANONYMOUS, SYSTEM
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import User
from moeli.platform.access.sessions import By
from moeli.platform.access.sign_in import BACKEND
from moeli.platform.errors import absent

PORT = "MSB"
_KEY = "practice.seat"


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account of the practice desk."""

    username: str
    name: str
    agency: str
    role: str


COLLEAGUES = (
    Colleague("practice.officer", "Lineo Practice", "immigration", "primary_officer"),
    Colleague("practice.supervisor", "Thabiso Practice", "immigration", "shift_supervisor"),
    Colleague("practice.customs", "Palesa Practice", "customs", "customs_officer"),
)


def open_accounts() -> None:
    """Make the accounts of the practice desk; those that are there stay."""
    known = set(User.objects.values_list("username", flat=True))
    for each in COLLEAGUES:
        if each.username in known:
            continue
        person = services.add_person(
            actor=SYSTEM,
            username=each.username,
            name=each.name,
            agency=each.agency,
            password=secrets.token_urlsafe(32),
            demo=True,
        )
        services.grant_role(
            actor=SYSTEM, person_id=person.id, role=each.role, place=PORT, first_day=clock.today()
        )


def sit_down(request: HttpRequest, role: str) -> None:
    """Begin to practise in `role`, at a desk that nobody else has. Raises MoeliError `absent`."""
    username = next((each.username for each in COLLEAGUES if each.role == role), "")
    person = User.objects.filter(username=username).first()
    if person is None:
        raise absent()
    seat = booth(request.session) or _new_booth()
    logout(request)
    login(request, person, backend=BACKEND)
    sessions.begin(request.session, By.SECOND_FACTOR, clock.now())
    request.session[_KEY] = {"id": str(seat.id), "place": seat.place, "name": seat.name}


def sign_off(request: HttpRequest) -> None:
    """Leave within this request: its page offers nothing more, and nobody watches for idleness."""
    logout(request)
    request.actor, request.idle_seconds = ANONYMOUS, 0  # type: ignore[attr-defined]  # by ActorMiddleware


def booth(session: SessionBase) -> EnrolledBooth | None:
    """The desk of this session."""
    kept = session.get(_KEY)
    return EnrolledBooth(UUID(kept["id"]), kept["place"], kept["name"]) if kept else None


def _new_booth() -> EnrolledBooth:
    """A booth enrolled as any other, but known by the session: the browser's cookie is the live
    desk's.
    """
    link = services.invite_booth(actor=SYSTEM, place=PORT, name=f"Practice {secrets.token_hex(3)}")
    made = services.enrol_booth(actor=SYSTEM, token=link.token).booth
    return EnrolledBooth(made.id, made.place, made.name)
