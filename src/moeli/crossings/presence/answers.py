"""What a supervisor says of an alarm. Pure."""

from enum import StrEnum


class Answer(StrEnum):
    """It is explained, or somebody follows it up; what is followed up may be explained later."""

    EXPLAINED = "explained"
    FOLLOWED_UP = "followed_up"


SHORTEST, LONGEST = 5, 500  # characters of a motive
