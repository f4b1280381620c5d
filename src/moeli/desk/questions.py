"""What is asked at the desk of one class of traveller, with what was answered already."""

from collections.abc import Mapping

from moeli.crossings import tables
from moeli.crossings.selectors import InspectionView
from moeli.crossings.travellers import TravellerClass
from moeli.platform import clock
from moeli.platform.dated import DatedRow


def questions_of(
    seen: InspectionView, traveller: TravellerClass
) -> tuple[tuple[DatedRow, ...], Mapping[str, object]]:
    """The rows of the questions, and the answers that stand in their fields."""
    if seen.standing is None:
        return (), {}
    day = clock.legal_day(seen.opened_at)
    rows = tables.asked_fields(day, traveller, seen.direction, minor=seen.standing.minor)
    return rows, {**seen.standing.answered, "protection": seen.standing.protection}
