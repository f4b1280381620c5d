"""Second factors of the demonstration's people, whose secrets are printed."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from moeli.platform.access import sealing
from moeli.platform.access.actor import Actor
from moeli.platform.access.policies import PEOPLE
from moeli.platform.access.policy import require
from moeli.platform.access.services import locks
from moeli.platform.errors import absent
from moeli.platform.journal.services import NewEntry, record


def give_demo_app(*, actor: Actor, person_id: UUID, secret: str) -> None:
    """Give an account of the demonstration an authenticator app with a secret known beforehand.

    Raises MoeliError `absent` for any other account.
    """
    require(actor, PEOPLE.action)
    with transaction.atomic():
        person = locks.person(person_id)
        if not person.demo:
            raise absent()
        data = {"secret": sealing.seal_for(person.id, secret), "demo": True}
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)
        body = {"factor": "totp", "by": "", "booth": ""}
        subject = str(person.id)
        record(NewEntry(verb="access.factor_added", actor=actor.id, subject=subject, body=body))
