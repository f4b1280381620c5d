"""A pack as a row of bytes: a ZIP without compression, the same for the same files."""

import struct
from collections.abc import Iterable, Iterator

from moeli.platform.errors import MoeliError
from moeli.platform.packs.errors import PackError
from moeli.platform.packs.spool import Member
from moeli.platform.packs.verifier import CENTRAL, END, LOCAL, MADE_BY, PLAIN, READABLE

_LARGEST, _MOST = 2**32 - 1, 9_000


def require_size(members: Iterable[Member]) -> None:
    """Raises MoeliError `pack_too_large` for what a plain ZIP cannot hold."""
    sizes = [each.size + 2 * len(each.path) + 200 for each in members]
    if sum(sizes) > _LARGEST or len(sizes) > _MOST:
        raise MoeliError(PackError.TOO_LARGE)


def blocks(members: list[Member]) -> Iterator[bytes]:
    """The whole ZIP, in constant memory."""
    at, contents = 0, []
    for each in members:
        contents.append(_central(each, at))
        header = struct.pack(LOCAL, b"PK\3\4", *_said(each), 0) + each.path.encode()
        yield header
        yield from each.pieces()
        at += len(header) + each.size
    table = b"".join(contents)
    yield table
    yield struct.pack(END, b"PK\5\6", 0, 0, len(members), len(members), len(table), at, 0)


def _central(member: Member, at: int) -> bytes:
    fields = (MADE_BY, *_said(member), *READABLE, at)
    return struct.pack(CENTRAL, b"PK\1\2", *fields) + member.path.encode()


def _said(member: Member) -> tuple[int, ...]:
    """What both headers say; the day is the first that ZIP knows, the manifest has the moment."""
    return (*PLAIN, member.crc32, member.size, member.size, len(member.path))
