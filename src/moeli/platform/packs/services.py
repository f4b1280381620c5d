"""Making a pack: nothing leaves before the journal says that it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.blobs.incoming import Readable
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.packs import bundle, handing, manifest, paths, standalone, verifier
from moeli.platform.packs.errors import PackError
from moeli.platform.packs.manifest import Purpose
from moeli.platform.packs.policies import HANDING
from moeli.platform.packs.spool import Member, Spool, member

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A pack that lies at `path`; `fingerprint` is what sender and reader compare by telephone."""

    id: UUID
    path: Path
    key: str
    fingerprint: str


def make(
    *,
    actor: Actor,
    files: Iterable[tuple[str, Readable]],
    recipient: str,
    purpose: str,
    target: Path,
    reader_key: str = "",
    place: str = "",
) -> Made:
    """Write `files` (name and stream, each read once) as a signed pack to the new file `target`.

    The entry is committed before the pack is there, so a pack without an entry cannot be; call it
    outside any transaction. With `reader_key` (age1…) the pack is an age file that only its holder
    opens. `recipient` and `purpose` stand in the pack in the clear: an office, not a person.

    Raises MoeliError `absent` or with a `PackError` code; RuntimeError inside a transaction.
    """
    require(actor, HANDING.action, place)
    about = _about(actor, recipient, purpose)
    handing.require_new(target)
    if reader_key:
        handing.reader(reader_key)
    with Spool(Path(settings.MOELI_HOME)) as spool:
        members = _taken(spool, files)
        listed = manifest.listed(members)
        entry = _recorded(about, listed, sealed=bool(reader_key), place=place)
        said = manifest.written(about, listed, entry, clock.now())
        signed = [
            member(verifier.MANIFEST, said),
            member(verifier.SIGNATURE, manifest.signature(said)),
        ]
        handing.write(target, bundle.blocks([*signed, *members]), reader_key)
    key = node.current().public_bytes
    return Made(about.pack, target, key.hex(), verifier.fingerprint(key))


def _about(actor: Actor, recipient: str, purpose: str) -> Purpose:
    said = [text.strip() for text in (recipient, purpose)]
    if not all(0 < len(text) <= _LONGEST and text.isprintable() for text in said):
        raise MoeliError(PackError.UNSAID)
    return Purpose(pack=uuid7(), exporter=actor.id, recipient=said[0], purpose=said[1])


def _taken(spool: Spool, files: Iterable[tuple[str, Readable]]) -> list[Member]:
    """Every file sealed in the spool, before them how to check the pack."""
    try:
        came = [spool.add(name, stream) for name, stream in files]
    except OSError as error:
        raise MoeliError(PackError.TARGET_FAILED) from error
    if not came:
        raise MoeliError(PackError.NO_FILES)
    names = paths.all_safe(each.path for each in came)
    members = [
        Member(name, each.size, each.sha256, each.crc32, each.pieces)
        for name, each in zip(names, came, strict=True)
    ]
    guides = [member("README.txt", _guide()), member(standalone.NAME, standalone.source())]
    bundle.require_size([*guides, *members])
    return [*guides, *sorted(members, key=lambda each: each.path)]


def _recorded(about: Purpose, files: list[dict[str, object]], *, sealed: bool, place: str) -> Entry:
    body = {
        "recipient": about.recipient,
        "purpose": about.purpose,
        "files": len(files),
        "files_digest": manifest.files_digest(files),
        "sealed": sealed,
    }
    with transaction.atomic(durable=True):
        recorded = record(
            NewEntry(
                verb="pack.made",
                actor=about.exporter,
                subject=str(about.pack),
                place=place,
                body=body,
            )
        )
    return Entry.objects.get(id=recorded.id)


def _guide() -> bytes:
    return resources(__package__).joinpath("data", "README.txt").read_bytes()
