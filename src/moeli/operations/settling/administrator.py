"""The first account: a system administrator with a password that is shown once."""

import secrets
from collections.abc import Callable
from typing import Final

from django.db import transaction

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User

USERNAME: Final = "administrator"
_ROLE, _AGENCY = "system_administrator", "systems"


def first_administrator(*, name: str, show: Callable[[str], None]) -> bool:
    """Open the account, unless there is any account; False when there is.

    `show` gets the password before the account is made: a setup that dies between the two makes
    a new one, and none is ever set that nobody has seen.
    """
    if User.objects.exists():
        return False
    password = "-".join(secrets.token_hex(2) for _ in range(5))
    show(password)
    with transaction.atomic():
        person = services.add_person(
            actor=SYSTEM, username=USERNAME, name=name, agency=_AGENCY, password=password
        )
        services.grant_role(
            actor=SYSTEM, person_id=person.id, role=_ROLE, place="", first_day=clock.today()
        )
    return True
