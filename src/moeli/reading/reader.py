"""A picture in, a reading out: the zone found, its lines read, and what is doubtful said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from moeli.reading import finder, looking, tracks
from moeli.reading.band import Band
from moeli.reading.judging import Doubt, Judged, rank
from moeli.reading.lines import Line
from moeli.reading.sight import Sight
from moeli.reading.strips import Picture
from moeli.reading.tracks import Track

_SHAPES = ((44, 2), (36, 2), (30, 3))  # characters a line, lines
_MOST_LINES = 7
_NARROWEST, _WIDEST = 360, 1_600  # of a strip that may hold 30 to 44 characters
_TALLER = 0.1  # of a height: in shadow and out of focus, the height of a line is a guess
_GOOD_COST = 2.2
_GOOD = 0.93  # a zone cut in two may be repaired to one that is valid: look further
_UPRIGHT = 0.975  # of the reader's sureness: drawn lines upside down were read at 0.971 at most
_CONFIDENT = 0.6  # a valid zone read as well as this is not upside down
_LIKELIEST = 4  # bands in which a second zone is looked for
_FEWEST_SEEN = 12  # a line with fewer characters is none of a zone


def read(grey: Picture, today: date) -> Judged | None:
    """The zone in a grey picture; None where none was found.

    Ends with the first good reading whose digits agree; else the best of all that was tried.
    """
    seen = look(grey, today)
    return seen.judged if seen else None


def look(grey: Picture, today: date) -> Sight | None:
    """As `read`, with where in the picture it stands."""
    best: Sight | None = None
    for band in finder.bands(grey):
        for seen in _readings_of(band, today):
            if best is None or rank(seen.judged) > rank(best.judged):
                best = seen
        if best and _ends_the_search(best.judged):
            return best
    return best


def another(grey: Picture, today: date, first: Sight) -> Sight | None:
    """A second document elsewhere in the picture, if its digits agree; as costly as `look`."""
    for band in islice(finder.bands(grey), _LIKELIEST):
        for seen in _readings_of(band, today):
            if seen.judged.document.valid and not seen.overlaps(first):
                return seen
    return None


def _ends_the_search(judged: Judged) -> bool:
    return judged.document.valid and judged.confidence > _GOOD and not _cut(judged)


def _cut(judged: Judged) -> bool:
    """Whether the end of a line seems hidden: then there is one candidate, and it is doubtful."""
    return any(len(doubt.candidates) == 1 for doubt in judged.doubts)


def _readings_of(band: Band, today: date) -> Iterator[Sight]:
    """What is read in a band; where numbers are doubtful, then where its lines go on beyond it;
    where anything is, with lines as tall as they ask."""
    lines, best = _lines(band, tracks.tracks(band.picture)), None
    for seen in _readings(lines, today):
        best = max(best or seen, seen, key=lambda each: rank(each.judged))
        yield seen
    sure = bool(best and best.judged.ok)
    beyond = (False, False) if sure else _beyond(band, best.lines if best else lines)
    if grown := band.longer(*beyond):
        yield from _readings_of(grown, today)
    elif best and not (sure and best.judged.name_witnessed) and (fitted := _fitted(best)):
        yield from _readings(_lines(band, fitted), today)


def _beyond(band: Band, lines: Sequence[Line]) -> tuple[bool, bool]:
    """Whether the lines seem to go on beyond the band's left end, its right end."""
    followed = [line.where.track for line in lines if line.where]
    before = any(each.left < each.height for each in followed)
    after = any(each.right > band.picture.shape[1] - each.height for each in followed)
    return before, after


def _fitted(seen: Sight) -> list[Track]:
    """The lines as tall as their pitch asks for; none where they were as tall as that already."""
    tall = [(line.where.track, line.taller(seen.count)) for line in seen.lines if line.where]
    if all(abs(by - 1) < _TALLER for _track, by in tall):
        return []
    return [replace(track, height=track.height * by) for track, by in tall]


def _lines(band: Band, tracked: Sequence[Track]) -> list[Line]:
    """What may be the zone's lines in a band, from its upper edge down."""
    found = [each for each in tracked if _NARROWEST < each.strip_width < _WIDEST]
    found = sorted(found, key=lambda each: each.left - each.right)[:_MOST_LINES]
    found.sort(key=lambda each: each.middle)
    return [Line(band.strip(each), band.where(each)) for each in found]


def _readings(lines: Sequence[Line], today: date) -> Iterator[Sight]:
    """What the lines say, first the way up in which the longest reads better; ends when proved."""
    longest = _longest(lines)
    if longest is None:
        return
    for way in _ways(lines, longest):
        read_well = False
        for group, count in _groups(way, longest.seen):
            judged = _judged(group, count, today)
            if judged:
                yield Sight(judged, group, count)
            if judged and judged.ok:
                return
            read_well |= bool(judged and _stands_upright(judged))
        if read_well:
            return


def _longest(lines: Sequence[Line]) -> Line | None:
    """The longest line that has characters; what no question needs is not read."""
    by_length = sorted(lines, key=lambda line: -line.strip.shape[1])
    return next((line for line in by_length if line.seen >= _FEWEST_SEEN), None)


def _stands_upright(judged: Judged) -> bool:
    """Upside down some lines are read with confidence, but no digits agree in them."""
    return judged.document.valid and judged.confidence > _CONFIDENT


def _ways(lines: Sequence[Line], longest: Line) -> tuple[Sequence[Line], ...]:
    """The lines as they stand and upside down, first as the longest reads better."""
    over = {line: line.turned() for line in lines}
    ways = list(lines), [over[line] for line in reversed(lines)]
    stands = longest.sureness > _UPRIGHT or longest.sureness >= over[longest].sureness
    return ways if stands else ways[::-1]


def _groups(lines: Sequence[Line], seen: int) -> Iterator[tuple[Sequence[Line], int]]:
    """Neighbouring lines that read well in one length, first in the length nearest to `seen`."""
    for count, height in sorted(_SHAPES, key=lambda shape: abs(shape[0] - seen)):
        starts = range(len(lines) - height + 1)
        groups = [lines[start : start + height] for start in starts]
        groups.sort(key=lambda group: -min(line.strip.shape[1] for line in group))
        for group in groups:
            if all((row := line.row(count)) and row.cost < _GOOD_COST for line in group):
                yield group, count


def _judged(group: Sequence[Line], count: int, today: date) -> Judged | None:
    judged = looking.judged(group, count, today)
    return _with_hidden(judged, group, count) if judged else None


def _with_hidden(judged: Judged, group: Sequence[Line], count: int) -> Judged:
    """A line whose end something hides may be longer: its last character is doubtful.

    Only where a longer zone of as many lines exists. No digits agree where the beginning is hidden.
    """
    if not any(more > count and lines == len(group) for more, lines in _SHAPES):
        return judged
    read = enumerate(zip(group, judged.lines, strict=True), 1)
    cut = [Doubt(at, count, (text[-1],)) for at, (line, text) in read if line.hidden_after(count)]
    if not cut:
        return judged
    return replace(judged, doubts=(*judged.doubts, *cut), ok=False, name_witnessed=False)
