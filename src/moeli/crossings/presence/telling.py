"""Who is told of an alarm: the supervisor of the post, and headquarters of two posts at once."""

from moeli.crossings.presence.patterns import Pattern
from moeli.platform.notices.services import raise_notice, settle_notice
from moeli.platform.room import Recorded

TO_POST, TO_HEADQUARTERS = "presence.alarm", "presence.two_posts"


def raised(recorded: Recorded) -> None:
    """The supervisor of the place; headquarters as well where two ports are concerned."""
    raise_notice(kind=TO_POST, place=recorded.place, cause=recorded.subject)
    if recorded.body["pattern"] == Pattern.TWO_POSTS:
        raise_notice(kind=TO_HEADQUARTERS, place="", cause=recorded.subject)


def answered(recorded: Recorded) -> None:
    """Nobody needs to be told any more."""
    settle_notice(kind=TO_POST, cause=recorded.subject)
    settle_notice(kind=TO_HEADQUARTERS, cause=recorded.subject)
