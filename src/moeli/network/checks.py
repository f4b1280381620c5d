"""What waits, and whose clock is wrong, for `./moeli doctor`; it never stops a node."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.network.clocks import TOLERATED
from moeli.network.models import Peer, Quarantined


@register(Tags.database)
def what_waits(databases: Sequence[str] | None = None, **_others: object) -> list[CheckMessage]:
    """W001: entries of other nodes that could not act."""
    if not databases or "default" not in databases:
        return []
    try:
        count = Quarantined.objects.waiting().count()
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so
    return [_waiting(count)] if count else []


@register(Tags.database)
def clocks_are_right(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """W002: nodes whose clock is further off than is tolerated."""
    if not databases or "default" not in databases:
        return []
    try:
        skews = list(Peer.objects.current().values_list("port", "skew"))
    except Error:
        return []
    wrong = [port or "hq" for port, skew in skews if abs(skew) > TOLERATED.total_seconds()]
    return [_wrong_clocks(wrong)] if wrong else []


def _waiting(count: int) -> CheckMessage:
    return Concern(
        gettext("%(count)d entries of other nodes could not act and wait.") % {"count": count},
        hint=gettext("./moeli node quarantine names them. Upgrade, then run: ./moeli node retry"),
        id="moeli.network.W001",
    )


def _wrong_clocks(codes: Sequence[str]) -> CheckMessage:
    return Concern(
        gettext("The clock is wrong at: %(codes)s.") % {"codes": ", ".join(sorted(codes))},
        hint=gettext("Set the clock there. ./moeli node peers tells by how much it is off."),
        id="moeli.network.W002",
    )
