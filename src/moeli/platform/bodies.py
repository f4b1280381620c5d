"""What is wrong with a body that did not come whole: noted before Django, told by its door."""

from enum import StrEnum
from typing import Final

REFUSED: Final = "moeli.body_refused"
"""Where the environment of a request says it; absent from a request whose body is whole."""


class BodyProblem(StrEnum):
    """Why a body was not handed on."""

    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    CUT = "cut"
    BUSY = "busy"
    CODING = "coding"
