"""From text as it is pasted, typed or sent by a scanner to the lines of a zone."""

import re

_SIZES = {88: 44, 72: 36, 90: 30}
_BREAK = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")


def split_zone(text: str) -> tuple[str, ...]:
    """The lines in `text`, blanks around them gone; one long line of a known size is cut.

    Nothing inside a line is changed: what was read stays what is judged.
    """
    lines = tuple(line.strip() for line in _BREAK.split(text))
    lines = tuple(line for line in lines if line)
    if len(lines) == 1 and (width := _SIZES.get(len(lines[0]))):
        return tuple(lines[0][at : at + width] for at in range(0, len(lines[0]), width))
    return lines
