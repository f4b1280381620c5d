"""Opening the encrypted bodies, and what key each is sealed with."""

import json
from collections.abc import Iterable

from moeli.platform.journal.models import Body, Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded
from moeli.platform.vault.envelope import Binding

SCOPE = "journal"


def body_binding(body: Body) -> Binding:
    """Where the body's ciphertext belongs."""
    return Binding(body.key_subject, SCOPE, "journal.Body", "sealed", str(body.entry_id))


def opened(entries: Iterable[Entry]) -> list[Recorded]:
    """The entries with their bodies open. Raises MoeliError when a key was shredded.

    `entries` come with their bodies (`select_related("body")`).
    """
    rows = list(entries)
    bodies = keyring.unseal_many([(body_binding(row.body), bytes(row.body.sealed)) for row in rows])
    return [with_body(row, plain) for row, plain in zip(rows, bodies, strict=True)]


def with_body(row: Entry, plain: str | bytes) -> Recorded:
    """What renderers, projectors and listeners receive of `row`, its body given as JSON."""
    return Recorded(
        row.id,
        row.node,
        row.verb,
        row.actor,
        row.subject,
        row.place,
        row.occurred_at,
        row.recorded_at,
        json.loads(plain),
    )
