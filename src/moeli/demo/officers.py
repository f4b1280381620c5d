"""Opens accounts and booths for as many fictitious officers as a measurement needs."""

import base64
import hashlib

from moeli.demo.booth import Officer
from moeli.demo.people import PASSWORD
from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM


def seat(place: str, count: int, first: int = 1) -> list[Officer]:
    """So many officers at `place`, each at a desk of its history, from desk `first` on."""
    return [_officer(place, number) for number in range(first, first + count)]


def _officer(place: str, number: int) -> Officer:
    username = f"bench.{place.lower()}.{number}"
    drawn = hashlib.sha256(username.encode()).digest()
    secret = base64.b32encode(drawn[:20]).decode()
    person = services.add_person(
        actor=SYSTEM,
        username=username,
        name=f"Officer {number} Drawn",
        agency="immigration",
        password=PASSWORD,
        demo=True,
    )
    services.give_demo_app(actor=SYSTEM, person_id=person.id, secret=secret)
    services.grant_role(
        actor=SYSTEM,
        person_id=person.id,
        role="primary_officer",
        place=place,
        first_day=clock.today(),
    )
    booth = services.invite_booth(actor=SYSTEM, place=place, name=f"Desk {number}")
    return Officer(username, secret, booth.token)
