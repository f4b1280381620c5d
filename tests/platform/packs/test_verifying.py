"""Every way to falsify a pack, shown to the verifier as a receiver runs it."""

import hashlib
import json
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.platform import node
from moeli.platform.journal import anchors
from moeli.platform.packs import bundle, verifier
from moeli.platform.packs.spool import Member, member
from tests.platform.packs.handed import (
    FILES,
    Checked,
    alone,
    checked,
    content,
    made,
    members_of,
    own_key,
    resigned,
    rewritten,
)
from tests.trying import examples

pytestmark = pytest.mark.django_db


def other_pythons() -> list[Path]:
    """Every other Python 3.9 or newer that is installed beside this one."""
    beside = Path(sys.base_prefix).parent.glob("*/bin/python3")
    found = [each for each in beside if re.match(r"3\.(9|1\d)\.", each.parents[1].name)]
    return found or [Path(sys.executable)]


@pytest.fixture
def pack(stick: Path) -> Path:
    return made(stick / "docket.zip").path


def refused(path: Path) -> str:
    found = checked(path, own_key())
    assert (found.code, found.said["state"]) == (1, "refused")
    assert found.said["sentence"].startswith("NOT genuine: ")
    return str(found.said["sentence"])


def states(found: Checked) -> dict[str, str]:
    return {each["path"]: each["state"] for each in found.said["files"]}


def test_without_a_key_the_fingerprint_is_to_be_compared_by_telephone(pack: Path) -> None:
    found = checked(pack)
    assert (found.code, found.said["state"]) == (2, "unknown_key")
    print_ = verifier.fingerprint(bytes.fromhex(own_key()))
    assert f"signed by an unknown key {print_}: compare it by telephone" in found.said["sentence"]


def test_the_key_of_somebody_else_is_refused(pack: Path) -> None:
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert checked(pack, stranger).code == 1
    assert checked(pack, stranger, own_key()).code == 0


def test_it_says_in_words_what_the_pack_is(pack: Path) -> None:
    said = alone(pack, "--key", own_key()).stdout
    assert said.startswith("Genuine: every file is as it was signed.\n")
    assert "recipient   Director of Public Prosecutions" in said
    assert "as signed            files/statement.pdf" in said


@pytest.mark.parametrize("python", other_pythons(), ids=lambda path: path.parents[1].name)
def test_other_pythons_say_the_same(pack: Path, python: Path) -> None:
    assert (
        alone(pack, "--key", own_key(), python=str(python)).stdout
        == alone(pack, "--key", own_key()).stdout
    )


def test_a_changed_file_is_named(pack: Path) -> None:
    def changed(members: list[Member]) -> list[Member]:
        return [*members[:-1], member(members[-1].path, b"%PDF-1.7 another")]

    refused(rewritten(pack, changed))
    assert states(checked(pack))["files/statement.pdf"] == "changed"
    assert states(checked(pack))["files/photos/hall.jpg"] == "as signed"


def test_a_file_taken_away_is_named(pack: Path) -> None:
    refused(rewritten(pack, lambda members: members[:-1]))
    assert states(checked(pack))["files/statement.pdf"] == "missing"


def test_a_file_added_is_named(pack: Path) -> None:
    refused(rewritten(pack, lambda members: [*members, member("files/new.txt", b"new")]))
    assert states(checked(pack))["files/new.txt"] == "not in the manifest"


def test_a_renamed_file_is_named_twice(pack: Path) -> None:
    def renamed(members: list[Member]) -> list[Member]:
        return [*members[:-1], member("files/renamed.pdf", content(members[-1]))]

    refused(rewritten(pack, renamed))
    found = states(checked(pack))
    assert found["files/renamed.pdf"] == "not in the manifest"
    assert found["files/statement.pdf"] == "missing"


def test_a_changed_manifest_is_refused(pack: Path) -> None:
    def changed(members: list[Member]) -> list[Member]:
        raw = content(members[0]).replace(b"Prosecutions", b"Persecutions")
        return [member(verifier.MANIFEST, raw), *members[1:]]

    assert "its signature does not hold" in refused(rewritten(pack, changed))


@pytest.mark.parametrize("name", [verifier.MANIFEST, verifier.SIGNATURE])
def test_a_pack_without_manifest_or_signature_is_refused(pack: Path, name: str) -> None:
    refused(rewritten(pack, lambda members: [each for each in members if each.path != name]))


def test_another_signer_with_a_manifest_of_its_own_is_refused(pack: Path) -> None:
    stranger = Ed25519PrivateKey.generate()

    def signed_anew(members: list[Member]) -> list[Member]:
        table = json.loads(content(members[0]))
        table["node"]["public_key"] = stranger.public_key().public_bytes_raw().hex()
        raw = json.dumps(table).encode()
        signature = stranger.sign(verifier.statement(raw))
        signed = member(verifier.SIGNATURE, signature)
        return [member(verifier.MANIFEST, raw), signed, *members[2:]]

    assert "another key than the one you trust" in refused(rewritten(pack, signed_anew))


def test_a_signature_over_something_else_than_a_pack_is_refused(pack: Path) -> None:
    def signed_bare(members: list[Member]) -> list[Member]:
        bare = node.current().sign(content(members[0]))
        return [members[0], member(verifier.SIGNATURE, bare), *members[2:]]

    refused(rewritten(pack, signed_bare))


def test_what_is_signed_is_the_label_and_the_hash_of_the_manifest_each_after_its_length() -> None:
    digest = hashlib.sha256(b"{}").digest()
    said = b"\x00\x00\x00\x16moeli.pack.manifest.v1\x00\x00\x00\x20" + digest
    assert verifier.statement(b"{}") == said


def test_an_anchor_that_the_node_did_not_sign_is_refused(stick: Path) -> None:
    made(stick / "first.zip")
    anchors.anchor_now()
    pack = made(stick / "docket.zip").path
    assert checked(pack, own_key()).code == 0
    assert "anchor" in refused(resigned(pack, lambda table: table["anchor"].update(sequence=99)))


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 23, 500, -1, -22, -23])
def test_a_pack_cut_off_is_refused(pack: Path, cut: int) -> None:
    pack.write_bytes(pack.read_bytes()[:cut])
    assert "cut off" in refused(pack)


@pytest.mark.parametrize("where", ["before", "behind", "comment"])
def test_anything_before_or_behind_the_pack_is_refused(pack: Path, where: str) -> None:
    whole = pack.read_bytes()
    if where == "comment":
        added = whole[:-2] + struct.pack("<H", 5) + b"hello"
    else:
        added = b"#!/bin/sh\n" + whole if where == "before" else whole + b"trailing"
    pack.write_bytes(added)
    refused(pack)


@pytest.mark.parametrize(
    "path",
    [
        "../escape.txt",
        "/etc/passwd",
        "C:/x.txt",
        "files/../../x",
        "files//x",
        "files/x/",
        "files\\x",
        "files/.ssh",
        "files/a b",
        "files/" + "x" * 200,
    ],
)
def test_names_that_could_do_harm_are_refused_even_when_signed(pack: Path, path: str) -> None:
    rewritten(pack, lambda members: [*members, member(path, b"slip")])
    assert "name that could do harm" in refused(pack)


@pytest.mark.parametrize("second", ["files/statement.pdf", "FILES/Statement.PDF", "manifest.json"])
def test_two_files_of_one_name_are_refused(pack: Path, second: str) -> None:
    rewritten(pack, lambda members: [*members, member(second, b"another")])
    assert "same name" in refused(pack)


def test_a_compressed_pack_is_refused_before_anything_is_unpacked(pack: Path, stick: Path) -> None:
    bomb = stick / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in members_of(pack):
            archive.writestr(each.path, content(each))
        archive.writestr("files/zeros", bytes(100_000_000))
    assert bomb.stat().st_size < 300_000
    assert "packed in a way" in refused(bomb)


def test_another_name_before_the_content_than_in_the_table_is_refused(pack: Path) -> None:
    whole = pack.read_bytes()
    pack.write_bytes(whole.replace(b"files/statement.pdf", b"files/statemenT.pdf", 1))
    refused(pack)


def test_a_file_that_the_table_hides_is_refused(pack: Path) -> None:
    members = members_of(pack)
    shown, hidden = (b"".join(bundle.blocks(each)) for each in (members, members[:-1]))
    table = hidden[hidden.index(b"PK\1\2") :]
    start = shown.index(b"PK\1\2")
    end = bytearray(table)
    end[-6:-2] = struct.pack("<I", start)
    pack.write_bytes(shown[:start] + bytes(end))
    assert "between its files" in refused(pack)


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update(format="moeli.pack.v2"),
        lambda table: table.update(files="all"),
        lambda table: table["files"].append({"path": 1, "size": 1, "sha256": ""}),
        lambda table: table["files"].append(table["files"][0]),
        lambda table: table.pop("recipient"),
        lambda table: table.update(purpose=7),
        lambda table: table.update(node="me"),
        lambda table: table.update(node={"public_key": "zz"}),
        lambda table: table.update(anchor="none"),
        lambda table: table.update(anchor={"epoch": 1}),
    ],
)
def test_a_misshapen_manifest_is_refused_even_when_signed(
    pack: Path, change: Callable[[dict[str, object]], None]
) -> None:
    refused(resigned(pack, change))


def test_a_manifest_that_plays_with_the_screen_is_shown_without_its_tricks(pack: Path) -> None:
    resigned(pack, lambda table: table.update(purpose="\x1b[2J\nGenuine: yes"))
    assert "\x1b" not in alone(pack).stdout
    assert "?[2J?Genuine: yes" in alone(pack).stdout


def test_what_is_no_pack_or_not_there_is_said(stick: Path) -> None:
    (stick / "text").write_text("no pack")
    assert "no pack at all" in refused(stick / "text")
    gone = alone(stick / "gone")
    assert (gone.returncode, "cannot be read" in gone.stdout) == (2, True)
    assert alone(stick).returncode == 2
    assert alone(stick / "text", "--key", "12").returncode == 2


def test_a_sealed_pack_is_to_be_opened_first(stick: Path) -> None:
    reader = str(pyrage.x25519.Identity.generate().to_public())
    ended = alone(made(stick / "docket.zip.age", reader_key=reader).path)
    assert (ended.returncode, "sealed for one reader" in ended.stdout) == (2, True)


@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_found_and_never_raises(stick: Path, data: st.DataObject) -> None:
    target = stick / "damaged.zip"
    pack = target if target.exists() else made(target, {"a": FILES["statement.pdf"]}).path
    whole = pack.read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    end = start + data.draw(st.integers(0, 40))
    damaged = whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:]
    found = verifier.verify(BytesIO(damaged), [bytes.fromhex(own_key())])
    assert (found["state"] == "proved") == (damaged == whole)


@settings(max_examples=examples(200))
@given(st.binary(max_size=400))
def test_random_bytes_are_no_pack(data: bytes) -> None:
    assert verifier.verify(BytesIO(data), [])["state"] == "refused"
