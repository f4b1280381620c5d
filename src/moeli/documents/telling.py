"""Telling the expert that a desk asks, and the desk that there is an answer: nobody is named."""

from moeli.platform.notices.services import raise_notice, settle_notice
from moeli.platform.room import Recorded

TO_EXPERT, TO_POST = "examination.asked", "examination.answered"


def asked(recorded: Recorded) -> None:
    """The experts, wherever the question came from."""
    raise_notice(kind=TO_EXPERT, place="", cause=recorded.subject)


def answered(recorded: Recorded) -> None:
    """Nobody is waited for any more, and the port learns that the answer is there."""
    settle_notice(kind=TO_EXPERT, cause=recorded.subject)
    raise_notice(kind=TO_POST, place=recorded.place, cause=recorded.subject)
