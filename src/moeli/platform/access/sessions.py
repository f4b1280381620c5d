"""What a signed-in session carries: by what she proved herself, since when, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from moeli.platform import clock
from moeli.platform.access import rules

_KEY = "moeli.sign_in"
_FRESH = timedelta(minutes=5)  # after it, whoever does something grave confirms who she is
_NOTED = 10  # a request within this part of the idle time need not be written down
_STEP = timedelta(minutes=1)  # a clock may be set back this far without anybody noticing


class By(StrEnum):
    """By what a person proved herself."""

    PASSWORD = "password"  # noqa: S105 -- a word, no secret
    SECOND_FACTOR = "second_factor"
    RELIEF = "relief"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Standing:
    """A session's state.

    `shift` is the id of the shift enrolment that it rests on, or ""; `booth` of the booth that it
    holds at, or "" for a session that holds anywhere.
    """

    by: By
    began_at: datetime
    ends_at: datetime
    seen_at: datetime
    locked: bool = False
    shift: str = ""
    booth: str = ""

    def over(self, now: datetime) -> bool:
        """Whether it has ended; a clock set back before its beginning ends it as well."""
        return not self.began_at - _STEP <= now < self.ends_at

    def idle(self, now: datetime) -> bool:
        """Whether nobody acted for too long; a clock set back counts as too long."""
        return not -_STEP <= now - self.seen_at < rules.idle_time(clock.legal_day(now))

    def fresh(self, now: datetime) -> bool:
        """Whether she has just signed in."""
        return timedelta(0) <= now - self.began_at < _FRESH


def begin(
    session: SessionBase,
    by: By,
    now: datetime,
    ends_at: datetime | None = None,
    shift: str = "",
    booth: UUID | str = "",
) -> None:
    """Let the session stand from now on; without `ends_at`, for as long as a sign-in lasts."""
    end = ends_at or now + rules.session_time(clock.legal_day(now))
    _write(session, Standing(by, now, end, now, shift=shift, booth=str(booth)))


def standing(session: SessionBase) -> Standing | None:
    """What the session carries; None when it carries nothing that can be read."""
    try:
        kept = session[_KEY]
        times = [datetime.fromisoformat(kept[name]) for name in ("began", "ends", "seen")]
        began, ends, seen = times
        by, locked = By(kept["by"]), bool(kept["locked"])
        return Standing(by, began, ends, seen, locked, str(kept["shift"]), str(kept["booth"]))
    except (KeyError, TypeError, ValueError):
        return None


def note(session: SessionBase, at: Standing, now: datetime) -> None:
    """Write down that somebody acts, at most ten times in the idle time."""
    if now - at.seen_at >= rules.idle_time(clock.legal_day(now)) / _NOTED:
        _change(session, seen=now.isoformat())


def lock(session: SessionBase) -> None:
    """From now on only the lock page answers."""
    _change(session, locked=True)


def unlock(session: SessionBase, now: datetime) -> None:
    """Go on where she was; the end does not move."""
    _change(session, locked=False, seen=now.isoformat())


def prove(session: SessionBase) -> None:
    """She has just added her first second factor, so she has proved that she holds it."""
    kept = standing(session)
    if kept and kept.by is By.PASSWORD:
        _change(session, by=By.SECOND_FACTOR.value)


def _change(session: SessionBase, **changed: object) -> None:
    if _KEY in session:
        session[_KEY] = session[_KEY] | changed


def _write(session: SessionBase, at: Standing) -> None:
    session[_KEY] = {
        "by": at.by.value,
        "began": at.began_at.isoformat(),
        "ends": at.ends_at.isoformat(),
        "seen": at.seen_at.isoformat(),
        "locked": at.locked,
        "shift": at.shift,
        "booth": at.booth,
    }
