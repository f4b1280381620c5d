"""Opening an inspection and deciding it. The verbs' projectors write the rows."""

from moeli.crossings.services.deciding import SCREENINGS, check_ground, decide
from moeli.crossings.services.entering import open_by_hand
from moeli.crossings.services.opening import open_inspection, opening_again, tell_once

__all__ = [
    "SCREENINGS",
    "check_ground",
    "decide",
    "open_by_hand",
    "open_inspection",
    "opening_again",
    "tell_once",
]
