"""Lines of a zone looked at by both readers, a second time where the first leaves a question."""

from collections.abc import Sequence
from datetime import date

from moeli.reading.belief import Look
from moeli.reading.judging import Judged, judge
from moeli.reading.lines import Line


def judged(lines: Sequence[Line], count: int, today: date) -> Judged | None:
    """What the lines say as a zone of `count` characters a line; None where they have no room."""
    first = look(lines, count)
    return (
        judge(first, today, lambda: look([each.moved for each in lines], count)) if first else None
    )


def look(lines: Sequence[Line], count: int) -> Look | None:
    """What both readers say of the lines; None where one has no room for `count` characters."""
    rows = [(line.row(count), line.witness_row(count)) for line in lines]
    seen = [(row.chances, witness.chances) for row, witness in rows if row and witness]
    return Look.at(*zip(*seen, strict=True)) if len(seen) == len(lines) else None
