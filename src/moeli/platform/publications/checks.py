"""A warning for `./moeli doctor`: what headquarters published is older than it may be."""

from collections.abc import Iterator, Sequence

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.platform import clock, node, room
from moeli.platform.node import Role
from moeli.platform.publications import selectors
from moeli.platform.publications.models import Version


@register(Tags.database)
def publications_are_fresh(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """W001, one a channel: the desk goes on with it, but somebody must look."""
    if not databases or "default" not in databases:
        return []
    try:
        return [_old(version) for version in _stale()]
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so


def _stale() -> Iterator[Version]:
    now = clock.now()
    for channel in room.publication_kinds():
        version = selectors.in_force(channel, clock.legal_day(now))
        if version and selectors.is_stale(version, now):
            yield version


def _old(version: Version) -> CheckMessage:
    told = gettext("“%(label)s”: version %(number)d is %(days)d days old, which is too old.")
    days = (clock.now() - version.published_at).days
    label = room.publication_kinds()[version.channel].label
    if node.current().role is Role.POST:
        mend = gettext("Carry the newest batch here from headquarters: ./moeli import FILE.")
    else:
        mend = gettext("Publish it anew, or the same again: posts then know that it holds.")
    return Concern(
        told % {"label": label, "number": version.number, "days": days},
        hint=mend,
        id="moeli.publications.W001",
    )
