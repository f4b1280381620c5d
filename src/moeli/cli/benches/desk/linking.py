"""Gives entries of drawn history their places in this node's chain, and writes all their rows."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from django.db import connection, models

from moeli.cli.benches.desk.drawn_rows import Lot, Row
from moeli.cli.benches.desk.moments import length, part
from moeli.crossings.models import Crossing, Decision, Inspection
from moeli.platform import node
from moeli.platform.journal import anchors, epochs
from moeli.platform.journal.models import Body, Entry, Head
from moeli.platform.prepared import update

_COVERS = part(b"moeli.journal.entry.v1") + length(32)
_NUMBER = length(8)
# In the order of the rows; every other column stays empty.
_COLUMNS: dict[type[models.Model], str] = {
    Entry: "id verb actor subject place occurred_at recorded_at body_digest "
    "node epoch sequence previous digest",
    Body: "entry_id key_subject sealed",
    Inspection: "id place desk officer direction reason opened_at key_subject zone document_hash "
    "document_code issuing_state nationality captured_how captured_at image_sha256",
    Decision: "id inspection_id officer outcome ground screening decided_at idempotency_key "
    "followed_by corrected_to",
    Crossing: "id decision_id direction place nationality document_hash mode occurred_at "
    "recorded_at voided_because",
}


def write(lots: Sequence[Lot]) -> None:
    """Append them to the chain, inside the transaction of the caller.

    Raises ValueError where the chain would begin an epoch, which drawn history never does.
    """
    head = epochs.locked_head(node.current())
    if epochs.begins(head, node.current()):
        raise ValueError("drawn history begins no epoch")
    before = head.sequence
    for lot in lots:
        _insert(Entry, _linked(lot, head))
        _insert(Body, (body for _, _, _, body in lot.entries))
        _insert(Inspection, (row for _, row in lot.inspections))
        _insert(Decision, (row for _, row in lot.decisions))
        _insert(Crossing, (row for _, row in lot.crossings))
    update(head, "epoch", "sequence", "digest")
    anchors.after_commit(before, head.sequence)


def _linked(lot: Lot, head: Head) -> Iterator[Row]:
    """The whole rows of the entries, each with the digest of the one before; `head` moves on."""
    number, before = head.sequence, bytes(head.digest)
    whose = part(head.node.bytes) + part(head.epoch.to_bytes(8, "big")) + _NUMBER
    place = head.node.hex, head.epoch
    for _, columns, covered, _ in lot.entries:
        number += 1
        link = (_COVERS, before, whose, number.to_bytes(8, "big"), covered)
        digest = sha256(b"".join(link)).digest()
        yield *columns, *place, number, before, digest
        before = digest
    head.sequence, head.digest = number, before


def _insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    table, names = model._meta.db_table, _COLUMNS[model].split()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join("%s" for _ in names)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 -- names of our models
        cursor.executemany(sql, list(rows))
