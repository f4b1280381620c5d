"""People at the pages without a browser: an account, its role, and a client that is signed in."""

from datetime import timedelta

from django.test import Client

from moeli.platform import clock
from moeli.platform.access import roles, services, sessions
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from moeli.platform.access.sessions import By

_BACKEND = "moeli.platform.access.backends.PersonBackend"


def person(role: str, place: str = "", language: str = "en") -> User:
    """An account with one role, opened by the services that administrators use."""
    agencies = sorted(roles.roles()[role].agencies)
    made = services.add_person(
        actor=SYSTEM,
        username=f"{role.replace('_', '.')}.{User.objects.count()}",
        name="Lineo Fictional",
        agency="immigration" if "immigration" in agencies else agencies[0],
        password="a long river of words",
        language=language,
    )
    yesterday = clock.today() - timedelta(days=1)
    services.grant_role(
        actor=SYSTEM, person_id=made.id, role=role, place=place, first_day=yesterday
    )
    return made


def signed_in(user: User) -> Client:
    """A client of which `user` holds the session, as after a sign-in with a second factor."""
    client = Client()
    client.force_login(user, backend=_BACKEND)
    return still_there(client)


def still_there(client: Client) -> Client:
    """The client's person has just touched the keyboard, whatever the clock shows now."""
    session = client.session
    sessions.begin(session, By.SECOND_FACTOR, clock.now())
    session.save()
    return client
