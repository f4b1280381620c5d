"""Judging the code of an authenticator app, or a recovery code, each taken once."""

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from moeli.platform import clock
from moeli.platform.access import sealing, totp
from moeli.platform.access.models import AcceptedCode, User
from moeli.platform.access.services import failures, locks

_Type = Authenticator.Type


def accept_code(
    *, request: HttpRequest, person: User, code: str, reauthentication: bool = False
) -> Authenticator | None:
    """The second factor whose code this is, which is used up by it; None when it is no such code.

    Guesses are counted by person and booth, under the lock on her account, so that two at once
    are two guesses. Raises MoeliError `proof_locked`.
    """
    booth = getattr(request, "booth", None)
    with transaction.atomic():
        locks.person(person.id)
        failures.require_unlocked(person.id, booth.id if booth else None)
        held = list(Authenticator.objects.filter(user_id=person.id).exclude(type=_Type.WEBAUTHN))
        found = next((each for each in held if _fits(each, person, code)), None)
        if found is None:
            signals.authentication_failed.send(
                sender=Authenticator,
                request=request,
                user=person,
                authenticator=held[0] if held else None,
                reauthentication=reauthentication,
            )
    return found


def accept_step(*, person: User, secret: str, code: str) -> bool:
    """Whether `code` is one of `secret` now, and later than the last one taken from her."""
    step = totp.step_of(secret, code, clock.now())
    if step is None:
        return False
    with transaction.atomic():
        locks.person(person.id)
        last = AcceptedCode.objects.filter(user_id=person.id).first()
        if last and last.step >= step:
            return False
        AcceptedCode.objects.update_or_create(user_id=person.id, defaults={"step": step})
    return True


def _fits(held: Authenticator, person: User, code: str) -> bool:
    if held.type == _Type.TOTP:
        secret = sealing.open_for(person.id, held.data["secret"])
        return accept_step(person=person, secret=secret, code=code)
    sealing.open_for(person.id, held.data["seed"])  # another's codes are never hers
    return bool(held.wrap().validate_code(code))
