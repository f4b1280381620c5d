"""Writing a name into a field of fixed length, truncated where it must be (Doc 9303-3, 4.6)."""

_SEPARATOR = "<<"


def name_field(primary: str, secondary: str, room: int) -> str:
    """The name as it stands in a field of `room` positions, fillers behind it left out.

    A secondary identifier too long gives its later names up to initials, then its end; a primary
    identifier keeps room for the first letters of the secondary. The last position of a truncated
    name holds a letter, by which readers know that it was truncated.
    """
    family, given = _filled(primary), _filled(secondary)
    whole = family + _SEPARATOR + given if given else family
    if len(whole) <= room:
        return whole
    if not given:
        return _ended(family, room)
    family = _ended(family, max(room - len(_SEPARATOR) - _least(given), 1))
    return _ended(family + _SEPARATOR + _shortened(given, room - len(family) - 2), room)


def _filled(name: str) -> str:
    return "<".join(name.replace("<", " ").split())


def _least(given: str) -> int:
    """Room that the secondary identifier keeps whatever the primary needs: its initials."""
    return 2 * len(given.split("<")) - 1


def _shortened(given: str, room: int) -> str:
    names = given.split("<")
    for at in reversed(range(1, len(names))):
        if len("<".join(names)) <= room:
            break
        names[at] = names[at][:1]
    return "<".join(names)


def _ended(text: str, room: int) -> str:
    """Cut to `room` so that a letter stands last: a filler there would say that nothing was cut."""
    if len(text) <= room or text[room - 1] != "<":
        return text[:room]
    head = text[:room].rstrip("<")
    rest = text[len(head) :]
    gap = len(rest) - len(rest.lstrip("<"))
    return head[: room - gap - 1] + rest[: gap + 1]
