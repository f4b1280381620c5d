"""Lines of a zone looked at by both readers, again where the first look leaves a question."""

from collections.abc import Iterator, Sequence
from datetime import date

from moeli.reading.belief import Look
from moeli.reading.judging import Judged, judge
from moeli.reading.lines import WAYS, Line


def judged(lines: Sequence[Line], count: int, today: date) -> Judged | None:
    """What the lines say as a zone of `count` characters a line; None where they have no room."""
    first = look(lines, count)
    return judge(first, today, looks_again(lines, count)) if first else None


def looks_again(lines: Sequence[Line], count: int) -> Iterator[Look]:
    """The same lines looked at in other ways, each only as it is asked for."""
    moved = ([line.moved(way) for line in lines] for way in WAYS)
    return (seen for each in moved if (seen := look(each, count)))


def look(lines: Sequence[Line], count: int) -> Look | None:
    """What both readers say of the lines; None where one has no room for `count` characters."""
    rows = [(line.row(count), line.witness_row(count)) for line in lines]
    seen = [(row.chances, witness.chances) for row, witness in rows if row and witness]
    return Look.at(*zip(*seen, strict=True)) if len(seen) == len(lines) else None
