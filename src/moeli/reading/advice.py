"""What whoever holds the camera should do. Light: pages know the words, other processes see."""

from enum import StrEnum


class Advice(StrEnum):
    """One thing to do, or why nothing needs to be done."""

    READ = "read"
    DOUBTFUL = "doubtful"
    MORE_LIGHT = "more_light"
    CLOSER = "closer"
    HOLD_STILL = "hold_still"
    TURN = "turn"
    NO_ZONE = "no_zone"
