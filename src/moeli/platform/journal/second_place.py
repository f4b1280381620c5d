"""The second place: a file of one line an anchor, on another disk, share or machine."""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from moeli.platform.journal.models import Anchor

_LONGEST_LINE = 2000


def path() -> Path:
    """Where the second place is."""
    return Path(settings.MOELI_ANCHOR_COPY)


def append(anchors: Iterable[Anchor]) -> None:
    """Write the lines of `anchors` at the end and wait until they are on the disk. OSError."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("ab") as file:
        if _is_torn():
            file.write(b"\n")
        file.writelines(line(anchor) + b"\n" for anchor in anchors)
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, none while there is no file. Raises OSError."""
    if not path().exists():
        return
    with path().open("rb") as file:
        number = 0
        while text := file.readline(_LONGEST_LINE):
            number += 1
            yield number, text.rstrip(b"\n")


def line(anchor: Anchor) -> bytes:
    """The anchor as one line, without its end; the same anchor gives the same bytes."""
    table = {
        "node": str(anchor.node),
        "epoch": anchor.epoch,
        "sequence": anchor.sequence,
        "digest": bytes(anchor.digest).hex(),
        "signed_at": anchor.signed_at.isoformat(),
        "signature": bytes(anchor.signature).hex(),
        "public_key": bytes(anchor.public_key).hex(),
    }
    return json.dumps(table).encode()


def from_line(text: bytes) -> Anchor | None:
    """The anchor that a line holds; None when the line is damaged."""
    try:
        table = json.loads(text)
        return Anchor(
            node=UUID(table["node"]),
            epoch=int(table["epoch"]),
            sequence=int(table["sequence"]),
            digest=bytes.fromhex(table["digest"]),
            signed_at=datetime.fromisoformat(table["signed_at"]),
            signature=bytes.fromhex(table["signature"]),
            public_key=bytes.fromhex(table["public_key"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def _is_torn() -> bool:
    """Whether the last line has no end: the power went while it was written."""
    with path().open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
