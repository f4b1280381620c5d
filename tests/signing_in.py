"""People at the pages without a browser: an account, its role, and a client that is signed in."""

from datetime import timedelta

from django.test import Client

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User

_BACKEND = "moeli.platform.access.backends.PersonBackend"


def person(role: str, place: str = "", language: str = "en") -> User:
    """An account with one role, opened by the services that administrators use."""
    made = services.add_person(
        actor=SYSTEM,
        username=f"{role.replace('_', '.')}.{User.objects.count()}",
        name="Lineo Fictional",
        agency="immigration",
        password="a long river of words",
        language=language,
    )
    yesterday = clock.today() - timedelta(days=1)
    services.grant_role(
        actor=SYSTEM, person_id=made.id, role=role, place=place, first_day=yesterday
    )
    return made


def signed_in(user: User) -> Client:
    """A client of which `user` holds the session."""
    client = Client()
    client.force_login(user, backend=_BACKEND)
    return client
