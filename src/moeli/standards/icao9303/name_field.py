"""Writing a name into a field of fixed length, truncated where it must be (Doc 9303-3, 4.6)."""

_SEPARATOR = "<<"


def name_field(primary: str, secondary: str, room: int) -> str:
    """The name as it stands in a field of `room` positions, fillers behind it left out.

    Too long a name is cut at its end; too long a primary identifier gives way so that the first
    letter of the secondary is seen. The last position of a cut name holds a letter, by which
    readers know that it was cut.
    """
    family, given = _filled(primary), _filled(secondary)
    if not given:
        return _ended(family, room)
    family = _ended(family, room - len(_SEPARATOR) - 1)
    return _ended(family + _SEPARATOR + given, room)


def _filled(name: str) -> str:
    return "<".join(name.replace("<", " ").split())


def _ended(text: str, room: int) -> str:
    """Cut to `room` so that a letter stands last: a filler there would say that nothing was cut."""
    if len(text) <= room or text[room - 1] != "<":
        return text[:room]
    head = text[:room].rstrip("<")
    rest = text[len(head) :]
    gap = len(rest) - len(rest.lstrip("<"))
    return head[: room - gap - 1] + rest[: gap + 1]
