"""Telling the posts beside a closed port, and headquarters."""

from moeli.platform.notices.services import raise_notice, settle_notice
from moeli.platform.room import Recorded
from moeli.ports import directory

TO_POSTS = "ports.closed"
TO_HEADQUARTERS = "ports.closed_anywhere"


def closed(recorded: Recorded) -> None:
    """On each node that learns of it: the two posts beside it along the border, headquarters."""
    for neighbour in directory.neighbours(recorded.place):
        raise_notice(kind=TO_POSTS, place=neighbour.code, cause=recorded.subject)
    raise_notice(kind=TO_HEADQUARTERS, place="", cause=recorded.subject)


def reopened(recorded: Recorded) -> None:
    """Nobody needs to be told any more."""
    settle_notice(kind=TO_POSTS, cause=recorded.subject)
    settle_notice(kind=TO_HEADQUARTERS, cause=recorded.subject)
