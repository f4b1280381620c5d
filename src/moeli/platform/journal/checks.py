"""Warnings about the second place, for `./moeli doctor`; they never stop the desk."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.platform.journal import second_place
from moeli.platform.journal.models import Anchor


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
