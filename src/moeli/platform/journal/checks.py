"""The second place, the epoch and the clock held against the journal, for `./moeli doctor`."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as Refusal
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.platform import clock, node
from moeli.platform.errors import MoeliError
from moeli.platform.journal import second_place
from moeli.platform.journal.models import Anchor, Entry, Head

_BACK = timedelta(minutes=5)  # a clock that is set right goes back by less


@register(Tags.database)
def anchors_are_copied(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """W001: anchors that wait because the second place could not be written."""
    if not databases or "default" not in databases:
        return []
    try:
        waiting = Anchor.objects.filter(copied_at=None).count()
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so
    return [_uncopied(waiting)] if waiting else []


@register(Tags.security, deploy=True)
def second_place_is_elsewhere(**_others: object) -> list[CheckMessage]:
    """W002, in production: the second place on the disk that holds the database proves little."""
    home = Path(settings.MOELI_HOME)
    return [_same_disk()] if _device(home) == _device(second_place.path()) else []


@register(Tags.database)
def node_goes_on_where_it_was(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """E003: node.toml is older than the journal. E004: so is the clock."""
    if not databases or "default" not in databases:
        return []
    try:
        head = Head.objects.filter(node=node.current().id).first()
        return [*_epoch(head), *_clock(head)] if head else []
    except (Error, MoeliError):
        return []  # the tables or the node are not there: other checks say so


def _epoch(head: Head) -> list[CheckMessage]:
    if head.epoch <= node.current().epoch:
        return []
    said = {"epoch": node.current().epoch, "head": head.epoch}
    text = gettext("node.toml says epoch %(epoch)d, but the journal is already at %(head)d.") % said
    hint = gettext("Put the newer node.toml back: nothing can be recorded until then.")
    return [Refusal(text, hint=hint, id="moeli.journal.E003")]


def _clock(head: Head) -> list[CheckMessage]:
    chain = Entry.objects.filter(node=head.node, epoch=head.epoch, sequence=head.sequence)
    last = chain.values_list("recorded_at", flat=True).first()
    if last is None or clock.now() >= last - _BACK:
        return []
    text = gettext("The clock is wrong: the last entry was recorded at %(last)s, which is to come.")
    hint = gettext("Set the clock of this machine, and replace its battery.")
    moment = f"{last:%Y-%m-%d %H:%M} UTC"
    return [Refusal(text % {"last": moment}, hint=hint, id="moeli.journal.E004")]


def _device(path: Path) -> int | None:
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        return path.stat().st_dev
    except OSError:
        return None


def _uncopied(waiting: int) -> CheckMessage:
    return Concern(
        gettext("%(count)d anchors of the journal are not yet in the second place.")
        % {"count": waiting},
        hint=gettext("Make MOELI_ANCHOR_COPY writable, then run: ./moeli journal anchor"),
        id="moeli.journal.W001",
    )


def _same_disk() -> CheckMessage:
    return Concern(
        gettext("The second place of the journal's anchors lies on the disk of the home folder."),
        hint=gettext("Point MOELI_ANCHOR_COPY at another disk, a share or another machine."),
        id="moeli.journal.W002",
    )
