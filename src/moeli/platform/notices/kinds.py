"""The kinds of notices that rooms declare, looked up by what raises and settles them."""

from collections.abc import Mapping
from functools import cache

from moeli.platform import room
from moeli.platform.room import NoticeKind

_Kinds = Mapping[str, tuple[NoticeKind, ...]]


def is_named(verb: str) -> bool:
    """Whether some kind is raised or settled by `verb`."""
    return bool(verb) and (verb in _raised() or verb in _settled())


def raised_by(verb: str) -> tuple[NoticeKind, ...]:
    """The kinds that an entry of `verb` raises."""
    return _raised().get(verb, ())


def settled_by(verb: str) -> tuple[NoticeKind, ...]:
    """The kinds that an entry of `verb` settles."""
    return _settled().get(verb, ())


@cache
def receiving_roles() -> frozenset[str]:
    """The roles that any kind is for, at first or when it is escalated."""
    kinds = room.notice_kinds().values()
    return frozenset({each.role for each in kinds} | {each.escalate_to for each in kinds} - {""})


@cache
def _raised() -> _Kinds:
    return _by_verb([(kind.verb, kind) for kind in room.notice_kinds().values()])


@cache
def _settled() -> _Kinds:
    return _by_verb([(kind.settled_by, kind) for kind in room.notice_kinds().values()])


def _by_verb(pairs: list[tuple[str, NoticeKind]]) -> _Kinds:
    found: dict[str, tuple[NoticeKind, ...]] = {}
    for verb, kind in pairs:
        if verb:
            found[verb] = (*found.get(verb, ()), kind)
    return found
