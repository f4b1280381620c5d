"""Making a pack: recorded before it is there, the same for the same files, never half."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform import node
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.errors import ErrorCode, MoeliError, PlatformError
from moeli.platform.journal import anchors
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.packs import bundle, handing, paths, services, standalone, verifier
from moeli.platform.packs.bundle import require_size
from moeli.platform.packs.errors import PackError
from moeli.platform.packs.handing import FromPieces
from moeli.platform.packs.spool import Member
from tests.platform.blobs.files import OFFICER, keep
from tests.platform.packs.handed import (
    FILES,
    alone,
    checked,
    content,
    made,
    members_of,
    own_key,
)

pytestmark = pytest.mark.django_db


def refusal(target: Path, **others: object) -> ErrorCode:
    with pytest.raises(MoeliError) as refused:
        made(target, **others)
    assert list(target.parent.iterdir()) == []
    return refused.value.reason


def test_a_pack_is_genuine_and_any_zip_program_opens_it(stick: Path) -> None:
    pack = made(stick / "docket.zip")
    found = checked(pack.path, own_key())
    assert (found.code, found.said["state"]) == (0, "proved")
    assert {each["state"] for each in found.said["files"]} == {"as signed"}
    with zipfile.ZipFile(pack.path) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:2] == ["manifest.json", "manifest.sig"]
        assert archive.read("files/statement.pdf") == FILES["statement.pdf"]
        assert archive.read("verify.py") == standalone.source()
        assert b"MOKHOA OA HO HLAHLOBA" in archive.read("README.txt")


@pytest.mark.both_engines
def test_the_journal_says_for_whom_before_the_pack_is_there(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = []

    def looking(target: Path, blocks: object, reader_key: str) -> None:
        recorded.extend(Entry.objects.filter(verb="pack.made").select_related("body"))
        assert not target.exists()

    monkeypatch.setattr(handing, "write", looking)
    pack = made(stick / "docket.zip", place="MSB")
    ((entry),) = opened(recorded)
    assert (entry.subject, entry.place) == (str(pack.id), "MSB")
    assert entry.body["recipient"] == "Director of Public Prosecutions"
    assert (entry.body["files"], entry.body["sealed"]) == (4, False)


def test_the_manifest_names_its_own_place_in_the_journal_and_the_last_anchor(stick: Path) -> None:
    made(stick / "first.zip")
    anchor = anchors.anchor_now()
    found = checked(made(stick / "docket.zip").path, own_key()).said["manifest"]
    entry = Entry.objects.get(id=found["journal"]["entry"])
    assert found["journal"]["digest"] == bytes(entry.digest).hex()
    assert found["journal"]["sequence"] == entry.sequence == 2
    assert anchor
    assert found["anchor"]["sequence"] == anchor.sequence == 1
    assert found["recipient"] == "Director of Public Prosecutions"


def test_the_same_files_give_the_same_bytes_but_for_manifest_and_signature(stick: Path) -> None:
    one, two = (members_of(made(stick / name).path) for name in ("one.zip", "two.zip"))
    assert [(each.path, content(each)) for each in one[2:]] == [
        (each.path, content(each)) for each in two[2:]
    ]


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_no_pack_is_made(stick: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        made(stick / "docket.zip")
    assert list(stick.iterdir()) == []


def test_without_the_action_there_is_nothing_to_make(stick: Path) -> None:
    with pytest.raises(MoeliError) as refused:
        services.make(
            actor=Actor("officer-2"),
            files=[("a", BytesIO(b"a"))],
            recipient="Court",
            purpose="Docket",
            target=stick / "docket.zip",
        )
    assert refused.value.reason is PlatformError.ABSENT


def test_what_cannot_be_made_is_refused_with_nothing_left(stick: Path) -> None:
    target = stick / "docket.zip"
    assert refusal(target, files={}) is PackError.NO_FILES
    assert refusal(target, files={"a.txt": b"1", "A.TXT": b"2"}) is PackError.SAME_NAME
    assert refusal(target, reader_key="age1nonsense") is PackError.READER_KEY
    assert not Entry.objects.filter(verb="pack.made").exists()


@pytest.mark.parametrize("word", ["", "x" * 201, "two\nlines"])
def test_for_whom_and_what_for_must_be_said(stick: Path, word: str) -> None:
    with pytest.raises(MoeliError) as refused:
        services.make(
            actor=OFFICER,  # type: ignore[arg-type]  # it may do anything
            files=[("a", BytesIO(b"a"))],
            recipient=word,
            purpose="Docket",
            target=stick / "docket.zip",
        )
    assert refused.value.reason is PackError.UNSAID


def test_a_pack_never_takes_the_place_of_a_file(stick: Path) -> None:
    target = stick / "docket.zip"
    target.write_bytes(b"something else")
    with pytest.raises(MoeliError) as refused:
        made(target)
    assert refused.value.reason is PackError.TARGET_EXISTS
    assert target.read_bytes() == b"something else"


def test_a_medium_that_fails_leaves_no_half_pack(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    made(stick.parent / "before.zip")  # the first act makes the keys, which need the disk too
    monkeypatch.setattr(os, "fsync", full)
    assert refusal(stick / "docket.zip") is PackError.TARGET_FAILED


def test_while_a_pack_is_written_it_has_no_name_that_anyone_would_open(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    blocks = bundle.blocks

    def looking(members: list[Member]) -> Iterator[bytes]:
        for block in blocks(members):
            seen.extend(path.name for path in stick.iterdir())
            yield block

    (stick / ".docket.zip.0.part").write_bytes(b"left by a crash")
    monkeypatch.setattr(bundle, "blocks", looking)
    made(stick / "docket.zip")
    assert seen
    assert [name for name in seen if not (name.startswith(".") and name.endswith(".part"))] == []
    assert [path.name for path in stick.iterdir()] == ["docket.zip"]


def test_more_than_a_plain_zip_holds_is_refused() -> None:
    huge = Member("files/a", 2**32 - 100, "", 0, lambda: iter([]))
    for members in ([huge], [Member("files/a", 1, "", 0, lambda: iter([]))] * 10_001):
        with pytest.raises(MoeliError) as refused:
            require_size(members)
        assert refused.value.reason is PackError.TOO_LARGE


def test_a_sealed_pack_opens_for_its_reader_alone(stick: Path) -> None:
    reader, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    pack = made(stick / "docket.zip.age", reader_key=str(reader.to_public()))
    sealed = pack.path.read_bytes()
    assert b"statement" not in sealed
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [stranger])
    plain = stick / "docket.zip"
    plain.write_bytes(pyrage.decrypt(sealed, [reader]))
    assert checked(plain, own_key()).code == 0


def test_files_of_the_store_go_into_a_pack_as_they_were_kept(stick: Path) -> None:
    blob = keep(b"an exhibit" * 100_000)
    with blobs.opened(
        actor=OFFICER, blob_id=blob.id, subject=blob.subject, purpose="docket"
    ) as file:
        pack = services.make(
            actor=OFFICER,  # type: ignore[arg-type]  # it may do anything
            files=[("exhibit 1.bin", FromPieces(file.pieces()))],
            recipient="Court",
            purpose="Docket",
            target=stick / "docket.zip",
        )
        digest = file.sha256
    (exhibit,) = (each for each in members_of(pack.path) if each.path.startswith("files/"))
    assert (exhibit.path, exhibit.sha256) == ("files/exhibit-1.bin", digest)


def test_while_a_pack_is_made_nothing_of_it_lies_in_the_home_folder(
    stick: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    write = handing.write

    def looking(target: Path, blocks: object, reader_key: str) -> None:
        seen.extend(path for path in home.rglob("*") if path.is_file())
        write(target, blocks, reader_key)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(handing, "write", looking)
    made(stick / "docket.zip", {"a.txt": b"CANARY" * 1000})
    assert [path for path in seen if "keys" not in path.parts and path.name != "node.toml"] == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "files/etc/passwd"),
        ("C:\\Users\\x\\photo.jpg", "files/x/photo.jpg"),
        ("Setša.pdf", "files/Setsa.pdf"),
        ("con.txt", "files/_con.txt"),
        (".hidden", "files/hidden"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert paths.safe(name) == safe


@given(st.text(max_size=300))
def test_every_name_becomes_one_that_the_verifier_takes(name: str) -> None:
    safe = paths.safe(name or "x")
    assert safe == paths.FOLDER or verifier.SAFE_PATH.fullmatch(safe)
    assert ".." not in safe.split("/")


@pytest.mark.django_db(transaction=True)
def test_a_pack_of_a_practice_desk_says_so_to_whoever_checks_it(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = made(stick / "live.zip").path
    here = replace(node.current(), practice=True)
    monkeypatch.setattr(node, "current", lambda: here)
    practised = made(stick / "practised.zip").path
    assert checked(practised, own_key()).said["manifest"]["practice"] is True
    assert "PRACTICE: nothing in this pack is real" in alone(practised).stdout
    assert "PRACTICE" not in alone(live).stdout
