#!/usr/bin/env python3
"""Says whether a pack of Moeli is whole, who signed it, and the state of every file in it.

    python3 verify.py PACK.zip --key HEX

Python 3.9 or newer, nothing besides: it lies in each pack as the one file `verify.py`.
Whoever made a false pack may have made a false `verify.py`: take this file from a place you trust.
It ends with 0 when the pack is proved, 1 when it is refused, 2 when nothing can be said.

A pack is a ZIP file without compression whose parts follow one another without a gap. In it,
`manifest.json` lists every other file with size and SHA-256, and `manifest.sig` is the Ed25519
signature (64 bytes, RFC 8032) of these parts, each after its length in 4 bytes, big-endian:
`moeli.pack.manifest.v1` and the SHA-256 of `manifest.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import sys
import zlib
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from moeli.platform.packs.ed25519 import signed

FORMAT = "moeli.pack.v1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
TOLD = ("pack", "made_at", "exporter", "recipient", "purpose")
MOST_FILES, LONGEST_MANIFEST = 10_000, 8 * 1024 * 1024
SAFE_PATH = re.compile(r"(?=.{1,180}\Z)[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
# What the headers of every file in a pack say besides its checksum, length and name.
MADE_BY, PLAIN, READABLE = 0x031E, (20, 0, 0, 0, 0x21), (0, 0, 0, 0, 0o100444 << 16)
LOCAL, CENTRAL, END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"
PROVED, UNKNOWN_KEY, REFUSED = 0, 2, 1
_BLOCK = 1024 * 1024


class RefusedError(Exception):
    """The pack is not what it claims to be; the text says why."""


class Member(NamedTuple):
    """A file in the pack: its path, where its content begins, how long it is, its checksum."""

    path: str
    start: int
    size: int
    crc32: int


def verify(pack: BinaryIO, keys: list[bytes]) -> dict[str, Any]:
    """What the pack is: `state` (proved, unknown_key, refused), a sentence, manifest and files.

    `keys` are the public keys that are trusted. Nothing of the pack is ever written anywhere.
    """
    report: dict[str, Any] = {"state": "refused", "sentence": "", "manifest": None, "files": []}
    try:
        members = {each.path: each for each in zip_members(pack)}
        manifest, raw = _manifest(pack, members)
        key = _signer(pack, members, manifest, raw)
        report.update(manifest=manifest, key=key.hex(), fingerprint=fingerprint(key))
        if keys and key not in keys:
            raise RefusedError("It is signed with another key than the one you trust.")
        report["files"] = [_state(pack, members, each) for each in manifest["files"]]
        _require_whole(report["files"], members)
    except RefusedError as error:
        report["sentence"] = f"NOT genuine: {error}"
        return report
    if keys:
        report.update(state="proved", sentence="Genuine: every file is as it was signed.")
    else:
        report.update(
            state="unknown_key",
            sentence="Whole, but signed by an unknown key "
            f"{report['fingerprint']}: compare it by telephone.",
        )
    return report


def fingerprint(key: bytes) -> str:
    """What two people read to each other: 32 hexadecimal digits in fours."""
    digits = hashlib.sha256(b"moeli.node.key.v1" + key).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def zip_members(pack: BinaryIO) -> list[Member]:
    """The files of a strict ZIP: stored, in order, no gap, nothing before or behind."""
    length = pack.seek(0, 2)
    end = _fields(pack, END, length - struct.calcsize(END), "It is cut off, or no pack at all.")
    _mark, disk, first_disk, here, count, size, offset, comment = end
    if end[0] != b"PK\5\6" or offset + size + struct.calcsize(END) != length:
        raise RefusedError("It is cut off, or something was added to it.")
    if (disk, first_disk, comment) != (0, 0, 0) or here != count or count > MOST_FILES:
        raise RefusedError("Its table of contents is not that of a pack.")
    members, at, next_local = [], offset, 0
    for _ in range(count):
        member, at, next_local = _member(pack, at, next_local)
        members.append(member)
    if next_local != offset or at != offset + size:
        raise RefusedError("Something lies between its files.")
    folded = {each.path.lower() for each in members}
    if len(folded) != count:
        raise RefusedError("Two of its files have the same name.")
    return members


def _member(pack: BinaryIO, at: int, local_at: int) -> tuple[Member, int, int]:
    """One line of the table of contents, and the header before the content that must agree."""
    wrong = "Its table of contents is damaged."
    central = _fields(pack, CENTRAL, at, wrong)
    size, name_length = central[8], central[10]
    name = _bytes(pack, at + struct.calcsize(CENTRAL), name_length)
    local = _fields(pack, LOCAL, local_at, wrong)
    start = local_at + struct.calcsize(LOCAL) + name_length
    if central[0] != b"PK\1\2" or local[0] != b"PK\3\4" or central[16] != local_at:
        raise RefusedError(wrong)
    if central[1:7] != (MADE_BY, *PLAIN) or central[11:16] != READABLE or size != central[9]:
        raise RefusedError("A file in it is packed in a way that packs do not use.")
    if local[1:] != (*central[2:11], 0) or _bytes(pack, start - name_length, name_length) != name:
        raise RefusedError("It says two different things about one file.")
    if not SAFE_PATH.fullmatch(name.decode("ascii", "replace")):
        raise RefusedError("A file in it has a name that could do harm.")
    next_at = at + struct.calcsize(CENTRAL) + name_length
    return Member(name.decode("ascii"), start, size, central[7]), next_at, start + size


def _fields(pack: BinaryIO, form: str, at: int, wrong: str) -> tuple[Any, ...]:
    data = _bytes(pack, at, struct.calcsize(form)) if at >= 0 else b""
    if len(data) != struct.calcsize(form):
        raise RefusedError(wrong)
    return struct.unpack(form, data)


def _bytes(pack: BinaryIO, at: int, size: int) -> bytes:
    pack.seek(at)
    return pack.read(size)


def _manifest(pack: BinaryIO, members: dict[str, Member]) -> tuple[dict[str, Any], bytes]:
    member = members.get(MANIFEST)
    if member is None or SIGNATURE not in members or member.size > LONGEST_MANIFEST:
        raise RefusedError("It has no manifest, or no signature.")
    raw = _checked(pack, member)
    try:
        manifest = json.loads(raw)
        told = [manifest[name] for name in TOLD]
        files = [(each["path"], each["size"], each["sha256"]) for each in manifest["files"]]
        whole = manifest["format"] == FORMAT and all(isinstance(each, str) for each in told)
        whole = whole and all(
            isinstance(path, str) and isinstance(size, int) and isinstance(digest, str)
            for path, size, digest in files
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise RefusedError("Its manifest is not one of a known version.")
    return manifest, raw


def _checked(pack: BinaryIO, member: Member) -> bytes:
    raw = _bytes(pack, member.start, member.size)
    if zlib.crc32(raw) != member.crc32:
        raise RefusedError("Its manifest or signature is damaged.")
    return raw


def _signer(
    pack: BinaryIO, members: dict[str, Member], manifest: dict[str, Any], raw: bytes
) -> bytes:
    """The public key that signed the manifest, and the journal's last anchor in it."""
    member = members[SIGNATURE]
    signature = _checked(pack, member) if member.size == 64 else b""
    try:
        key = bytes.fromhex(manifest["node"]["public_key"])
        anchored = _anchor_holds(key, manifest["anchor"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise RefusedError("Its manifest does not say who signed it.") from None
    if not signed(key, statement(raw), signature):
        raise RefusedError("The manifest was changed: its signature does not hold.")
    if not anchored:
        raise RefusedError("The anchor of the journal in it does not hold.")
    return key


def statement(manifest: bytes) -> bytes:
    """What is signed."""
    return joined(b"moeli.pack.manifest.v1", hashlib.sha256(manifest).digest())


def joined(*parts: bytes) -> bytes:
    """Parts, each after its length in 4 bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _anchor_holds(key: bytes, anchor: dict[str, Any] | None) -> bool:
    """Whether the node signed that its journal ended there; a journal may have no anchor yet."""
    if anchor is None:
        return True
    moment = datetime.fromisoformat(anchor["signed_at"]).astimezone(timezone.utc)  # noqa: UP017 -- Python 3.9
    said = joined(
        b"moeli.journal.anchor.v1",
        UUID(anchor["node"]).bytes,
        anchor["epoch"].to_bytes(8, "big"),
        anchor["sequence"].to_bytes(8, "big"),
        bytes.fromhex(anchor["digest"]),
        moment.isoformat(timespec="microseconds").encode(),
    )
    return signed(key, said, bytes.fromhex(anchor["signature"]))


def _state(pack: BinaryIO, members: dict[str, Member], file: dict[str, Any]) -> dict[str, Any]:
    member = members.get(file["path"])
    if member is None:
        return {"path": file["path"], "state": "missing"}
    found = (member.size, *_digests(pack, member))
    whole = found == (file["size"], file["sha256"], member.crc32)
    return {"path": file["path"], "state": "as signed" if whole else "changed"}


def _digests(pack: BinaryIO, member: Member) -> tuple[str, int]:
    pack.seek(member.start)
    found, checksum, left = hashlib.sha256(), 0, member.size
    while left:
        block = pack.read(min(left, _BLOCK))
        found.update(block)
        checksum = zlib.crc32(block, checksum)
        left -= len(block) or left
    return found.hexdigest(), checksum


def _require_whole(files: list[dict[str, Any]], members: dict[str, Member]) -> None:
    listed = [each["path"] for each in files]
    strangers = sorted(set(members) - {*listed, MANIFEST, SIGNATURE})
    files.extend({"path": path, "state": "not in the manifest"} for path in strangers)
    if len(listed) != len(set(listed)) or any(each["state"] != "as signed" for each in files):
        raise RefusedError("Files in it were changed, renamed, added or taken away.")


def main(words: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Verify a pack of Moeli.")
    parser.add_argument("pack", type=Path, help="the pack, as you received it")
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        type=public_key,
        help="the sender's key, 64 digits",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args(words)
    return told(arguments.pack, arguments.key, as_json=arguments.json)


def told(path: Path, keys: list[bytes], *, as_json: bool) -> int:
    """Verify, print, and answer with the exit code."""
    try:
        with path.open("rb") as pack:
            if pack.read(22) == b"age-encryption.org/v1\n":
                _say("This pack is sealed for one reader. Open it first: age -d -i KEY FILE")
                return UNKNOWN_KEY
            report = verify(pack, keys)
    except OSError as error:
        _say(f"The file cannot be read: {error.strerror}.")
        return UNKNOWN_KEY
    _say(json.dumps(report) if as_json else "\n".join(_lines(report)))
    return {"proved": PROVED, "unknown_key": UNKNOWN_KEY}.get(report["state"], REFUSED)


def _lines(report: dict[str, Any]) -> list[str]:
    lines = [_printable(report["sentence"])]
    manifest = report["manifest"]
    if manifest and manifest.get("practice"):
        lines.append("  PRACTICE: nothing in this pack is real")
    if manifest:
        lines.append(f"  signed by   {report['key']} ({report['fingerprint']})")
        lines += [f"  {name:<11} {_printable(manifest[name])}" for name in TOLD]
    return lines + [f"  {each['state']:<20} {_printable(each['path'])}" for each in report["files"]]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _printable(text: str) -> str:
    """Nothing that moves the cursor or pretends to be another line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:400]


def public_key(text: str) -> bytes:
    """The key that is written as 64 hexadecimal digits. Raises ValueError."""
    key = bytes.fromhex(text)
    if len(key) != 32:
        raise ValueError("a key has 64 hexadecimal digits")
    return key


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
