"""What `./moeli doctor` says of the files and of the room that is left for them."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as Fault
from django.core.checks import Warning as Concern
from django.db import Error
from django.utils.translation import gettext

from moeli.platform.blobs import selectors, space
from moeli.platform.blobs.classes import Rank


@register(Tags.database)
def files_are_there(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """E001: files that the database knows and the disk does not hold."""
    if not databases or "default" not in databases:
        return []
    try:
        missing = selectors.missing()
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so
    return [_missing(missing[0], len(missing))] if missing else []


@register(Tags.files)
def disk_has_room(**_others: object) -> list[CheckMessage]:
    """W002: files of some rank are refused now. W003: the reserve was let go."""
    now = space.disk()
    refused = [rank for rank in Rank if now.below(rank)]
    found: list[CheckMessage] = [_filling(refused[-1], now.left)] if refused else []
    if now.below("release") and not space.reserve_path().exists():
        found.append(_without_reserve())
    return found


def _missing(first: object, count: int) -> CheckMessage:
    return Fault(
        gettext("%(count)d files are missing on the disk; the first is %(first)s.")
        % {"count": count, "first": first},
        hint=gettext("Bring the folder blobs back from the last backup; nothing else is touched."),
        id="moeli.blobs.E001",
    )


def _filling(rank: Rank, left: int) -> CheckMessage:
    return Concern(
        gettext("The disk is filling up: %(left)d MB are left, files are refused up to: %(rank)s.")
        % {"left": left // (1024 * 1024), "rank": rank},
        hint=gettext(
            "Remove what does not belong to Moeli, or move the home folder to a larger disk."
        ),
        id="moeli.blobs.W002",
    )


def _without_reserve() -> CheckMessage:
    return Concern(
        gettext("The reserve of the disk was let go, so that decisions can still be recorded."),
        hint=gettext("Make room at once; the reserve is made again by itself."),
        id="moeli.blobs.W003",
    )
