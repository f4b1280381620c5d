"""Channels, versions and uploads as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.approvals.models import Approval
from moeli.platform.approvals.selectors import standing_of
from moeli.platform.approvals.standing import Standing
from moeli.platform.publications import selectors
from moeli.platform.publications.coarse import Share
from moeli.platform.publications.coverage import PostCoverage
from moeli.platform.publications.models import Staged, Version
from moeli.platform.room import PublicationKind, PublicationProblem, Text


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in words."""

    row: Version
    label: Text
    state: Promise
    tone: str
    newest: bool


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel: what is in force, how old it is, what waits for its day."""

    kind: PublicationKind
    now: Version | None
    age: str
    stale: bool
    next: Version | None


@dataclass(frozen=True, slots=True)
class StagedLine:
    """One upload in words."""

    row: Staged
    label: Text
    state: Promise
    tone: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem or excess in the reader's language."""

    sentence: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post's knowledge of a version."""

    name: str
    received_at: datetime | None
    acknowledged_at: datetime | None
    officers: Share | None


def channel_line(kind: PublicationKind, day: date, now: datetime) -> ChannelLine:
    """A channel today."""
    version = selectors.in_force(kind.code, day)
    upcoming = selectors.upcoming(kind.code, day)
    since = now - version.published_at if version else None
    stale = bool(version and selectors.is_stale(version, now))
    return ChannelLine(kind, version, ago(since) if since is not None else "", stale, upcoming)


def version_lines(rows: list[Version]) -> list[VersionLine]:
    """Versions of one channel, the newest first, each with where it stands today."""
    today = clock.today()
    in_force = next((row.number for row in rows if row.effective_from <= today), 0)
    newest = rows[0].number if rows else 0
    return [_version_line(row, in_force, newest) for row in rows]


def version_line(row: Version) -> VersionLine:
    """One version for its page."""
    now = selectors.in_force(row.channel, clock.today())
    return _version_line(row, now.number if now else 0, selectors.newest_number(row.channel))


def staged_line(row: Staged) -> StagedLine:
    """One upload for its page or a row."""
    kind = selectors.kind_of(row.channel)
    if row.published_as:
        return StagedLine(row, kind.label, _("Published"), "good")
    if row.discarded_at:
        return StagedLine(row, kind.label, _("Thrown away"), "neutral")
    if row.problems:
        return StagedLine(row, kind.label, _("Has problems"), "bad")
    return StagedLine(row, kind.label, _("Not published"), "wait")


def problem_lines(row: Staged) -> list[ProblemLine]:
    """Why an upload cannot be published. The English sentence is the key of its translation."""
    return [ProblemLine(gettext(each["sentence"]), each["where"]) for each in row.problems]


def excess_lines(found: list[PublicationProblem]) -> list[ProblemLine]:
    """What goes beyond the bounds."""
    return [ProblemLine(str(each.sentence), each.where) for each in found]


def post_lines(rows: list[PostCoverage]) -> list[PostLine]:
    """Posts by name."""
    return [
        PostLine(places.name_of(each.place), each.received_at, each.acknowledged_at, each.officers)
        for each in rows
    ]


def open_approval(rows: list[Approval]) -> tuple[Approval | None, bool]:
    """The latest approval, and whether it is granted and unused."""
    latest = rows[0] if rows else None
    return latest, latest is not None and standing_of(latest) is Standing.GRANTED


def waits(approval: Approval | None) -> bool:
    """Whether somebody still has to decide."""
    return approval is not None and standing_of(approval) is Standing.WAITING


def ago(span: timedelta) -> str:
    """How long ago, in the largest unit that fits."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    if minutes == 0:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {
            "count": minutes
        }
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def _version_line(row: Version, in_force: int, newest: int) -> VersionLine:
    label = selectors.kind_of(row.channel).label
    state, tone = _("Replaced"), "neutral"
    if row.number == in_force:
        state, tone = _("In force"), "good"
    elif row.number > in_force and row.effective_from > clock.today():
        state, tone = _("Waits for its day"), "wait"
    return VersionLine(row, label, state, tone, newest=row.number == newest)
