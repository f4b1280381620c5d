"""Two hands on an account: nobody who helps a person with her proofs becomes that person."""

from datetime import datetime
from uuid import UUID

from moeli.platform import clock
from moeli.platform.access import rules
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.access.errors import AccessError
from moeli.platform.access.models import AccountHelp
from moeli.platform.errors import MoeliError

Kind = AccountHelp.Kind


def check_second_hand(actor: Actor, person_id: UUID, kind: AccountHelp.Kind) -> None:
    """Who helped her with the other proof does not help with this one too.

    The command line of the server (SYSTEM) may: whoever works there holds the house already.
    Raises MoeliError `second_hand`.
    """
    since, days = _since()
    other = AccountHelp.objects.filter(user_id=person_id, helper=actor.id, at__gt=since)
    if actor.id != SYSTEM.id and other.exclude(kind=kind).exists():
        raise MoeliError(AccessError.SECOND_HAND, days=days)


def check_own_hands(actor: Actor) -> None:
    """She alone can be who acts: no one person set her password and let in a new factor.

    To be asked before whatever one person may decide for the house. Raises MoeliError `new_hands`.
    """
    account, (since, days) = _account(actor), _since()
    if account is None:
        return
    helped = AccountHelp.objects.filter(user_id=account, at__gt=since)
    given = helped.filter(kind=Kind.PASSWORD, bare=True).exclude(helper=SYSTEM.id)
    last = given.order_by("-at").first()
    if last and not helped.filter(kind=Kind.FACTORS).exclude(helper=last.helper).exists():
        raise MoeliError(AccessError.NEW_HANDS, days=days)


def _since() -> tuple[datetime, int]:
    now = clock.now()
    span = rules.two_hands_time(clock.legal_day(now))
    return now - span, span.days


def _account(actor: Actor) -> UUID | None:
    try:
        return UUID(actor.id)
    except ValueError:  # the house itself and the command line act under no account
        return None
