"""What a pack says of itself: for whom, what for, by whom, at which point of the journal."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from moeli.platform import node
from moeli.platform.journal.models import Anchor, Entry
from moeli.platform.packs import verifier
from moeli.platform.packs.spool import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """For whom the pack is and what for, as its readers will read it."""

    pack: UUID
    exporter: str
    recipient: str
    purpose: str


def listed(members: Iterable[Member]) -> list[dict[str, Any]]:
    """The files as the manifest lists them."""
    return [{"path": each.path, "size": each.size, "sha256": each.sha256} for each in members]


def files_digest(files: Iterable[Mapping[str, Any]]) -> str:
    """The hash by which the journal remembers what was handed out."""
    return hashlib.sha256(_canonical(list(files))).hexdigest()


def written(about: Purpose, files: list[dict[str, Any]], entry: Entry, made_at: datetime) -> bytes:
    """The manifest, once the journal holds `entry` about this pack."""
    this_node = node.current()
    table = {
        "format": verifier.FORMAT,
        "pack": str(about.pack),
        "made_at": made_at.isoformat(timespec="seconds"),
        "exporter": about.exporter,
        "recipient": about.recipient,
        "purpose": about.purpose,
        "node": {"id": str(this_node.id), "public_key": this_node.public_bytes.hex()},
        **({"practice": True} if this_node.practice else {}),
        "journal": {
            "node": str(entry.node),
            "epoch": entry.epoch,
            "sequence": entry.sequence,
            "digest": bytes(entry.digest).hex(),
            "entry": str(entry.id),
        },
        "anchor": _last_anchor(entry),
        "files": files,
    }
    return _canonical(table)


def signature(manifest: bytes) -> bytes:
    """This node's signature of a manifest."""
    return node.current().sign(verifier.statement(manifest))


def _last_anchor(entry: Entry) -> dict[str, Any] | None:
    """The last anchor that this node's present key signed, before the pack."""
    own = Anchor.objects.filter(node=entry.node, public_key=node.current().public_bytes)
    found = own.filter(sequence__lte=entry.sequence).order_by("-epoch", "-sequence").first()
    if found is None:
        return None
    return {
        "node": str(found.node),
        "epoch": found.epoch,
        "sequence": found.sequence,
        "digest": bytes(found.digest).hex(),
        "signed_at": found.signed_at.isoformat(),
        "signature": bytes(found.signature).hex(),
    }


def _canonical(value: object) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=True).encode()
