"""Opening a file: the read is recorded first, and a changed byte stops it before the first one."""

import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.platform.blobs import checks, chunks, selectors, services, serving
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import ErrorCode, MoeliError, PlatformError
from moeli.platform.journal import services as journal
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.ui.middleware import HeadersMiddleware
from tests.platform.blobs.files import OFFICER, SUBJECT, damage, file_of, keep, read
from tests.trying import examples

pytestmark = pytest.mark.django_db
TEXT = b"%PDF-1.7 a statement" + bytes(range(256)) * 40


def refusal(blob: Blob) -> ErrorCode:
    with pytest.raises(MoeliError) as refused:
        read(blob)
    return refused.value.reason


def held_open(blob: Blob) -> int:
    """How often this process has the file of `blob` open."""
    links = Path("/proc/self/fd").iterdir()
    return sum(os.path.realpath(each) == str(file_of(blob).resolve()) for each in links)


@pytest.mark.both_engines
def test_a_read_is_recorded_before_the_first_byte() -> None:
    blob = keep(TEXT)
    read(blob)
    (recorded,) = opened(Entry.objects.filter(verb="record.read").select_related("body"))
    assert (recorded.subject, recorded.body["purpose"]) == (str(blob.id), "test:look")


def test_without_a_record_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_entry: object) -> None:
        raise DatabaseError

    blob = keep(TEXT)
    monkeypatch.setattr(journal, "record", broken)
    assert refusal(blob) is PlatformError.UNAVAILABLE


def test_what_is_published_to_everybody_is_opened_without_a_record() -> None:
    read(keep(TEXT, scope="list"))
    assert not Entry.objects.filter(verb="record.read").exists()


@pytest.mark.parametrize("id", [None, uuid4()])
def test_the_file_of_another_subject_and_no_file_look_the_same(id: UUID | None) -> None:
    blob_id = id or keep(TEXT).id
    with (
        pytest.raises(MoeliError) as refused,
        services.opened(actor=OFFICER, blob_id=blob_id, subject="case:other", purpose="x"),
    ):
        pass
    assert refused.value.reason is PlatformError.ABSENT


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_on_the_disk_is_refused_before_anything_is_given(
    data: st.DataObject,
) -> None:
    blob = Blob.objects.first() or keep(TEXT)
    whole = file_of(blob).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    try:
        for content in (changed, cut, whole + b"\x00"):
            damage(file_of(blob), content)
            assert refusal(blob) is BlobError.CHANGED
    finally:
        damage(file_of(blob), whole)
    assert read(blob) == TEXT


def test_two_files_that_changed_places_are_refused() -> None:
    one, two = keep(TEXT), keep(TEXT)
    first, second = file_of(one).read_bytes(), file_of(two).read_bytes()
    damage(file_of(one), second)
    damage(file_of(two), first)
    assert {refusal(one), refusal(two)} == {BlobError.CHANGED}


@pytest.mark.parametrize("column", ["address", "descriptor", "both"])
def test_rows_that_point_at_one_another_s_files_are_refused(column: str) -> None:
    one, two = keep(TEXT), keep(TEXT + b"2")
    Blob.objects.filter(id=two.id).update(address="0" * 64)
    columns = ["address", "descriptor"] if column == "both" else [column]
    Blob.objects.filter(id=one.id).update(**{each: getattr(two, each) for each in columns})
    assert refusal(one if column != "both" else Blob.objects.get(id=one.id)).status == 500


def test_a_row_that_points_at_another_file_is_refused_before_it_is_open() -> None:
    one, two = keep(TEXT), keep(TEXT)
    Blob.objects.filter(id=two.id).update(address="0" * 64)
    Blob.objects.filter(id=one.id).update(address=two.address)
    with pytest.raises(MoeliError) as refused:
        serving.attachment(actor=OFFICER, blob_id=one.id, subject=SUBJECT, purpose="docket")
    assert refused.value.reason is BlobError.CHANGED


def test_a_byte_that_changes_between_the_proof_and_the_reading_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunks, "PIECE", 1024)
    blob = keep(TEXT)
    whole = file_of(blob).read_bytes()
    with services.opened(actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="x") as file:
        pieces = file.pieces()
        assert next(pieces) == TEXT[:1024]
        damage(file_of(blob), whole[:-40] + bytes(40))
        with pytest.raises(MoeliError) as refused:
            b"".join(pieces)
    assert refused.value.reason is BlobError.CHANGED


@pytest.mark.parametrize("owner", ["subject", "file"])
def test_either_shredded_key_closes_the_file_for_ever(owner: str) -> None:
    blob, other = keep(TEXT), keep(TEXT)
    keys = {"subject": (SUBJECT, "criminal"), "file": (f"blob:{blob.id}", "blob")}
    subject, scope = keys[owner]
    keyring.shred(subject=subject, scope=scope)
    assert refusal(blob) is keyring.KeyringError.SHREDDED
    if owner == "file":
        assert read(other) == TEXT


def test_a_missing_file_is_told_by_its_id_with_a_mend() -> None:
    kept, lost = keep(TEXT), keep(TEXT)
    assert checks.files_are_there(databases=["default"]) == []
    file_of(lost).unlink()
    assert selectors.missing() == [lost.id]
    assert refusal(lost) is BlobError.MISSING
    (fault,) = checks.files_are_there(databases=["default"])
    assert fault.id == "moeli.blobs.E001"
    assert str(lost.id) in fault.msg
    assert "backup" in str(fault.hint)
    assert read(kept) == TEXT


def test_a_served_file_is_saved_not_run_whatever_it_holds() -> None:
    page = b"<!doctype html><script>alert(document.cookie)</script>"
    blob = keep(page, name="x.html", media_type="text/html")
    answer = HeadersMiddleware(
        lambda _request: serving.attachment(
            actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="docket"
        )
    )(RequestFactory().get("/"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="moeli-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Length"] == str(len(page))
    assert b"".join(answer) == page  # type: ignore[arg-type]  # a streaming answer is iterable
    answer.close()


def test_a_served_file_is_closed_with_its_last_piece() -> None:
    blob = keep(TEXT)
    answer = serving.attachment(actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="docket")
    assert held_open(blob) == 1
    assert b"".join(answer.streaming_content) == TEXT
    assert held_open(blob) == 0


def test_a_changed_file_is_refused_before_there_is_an_answer() -> None:
    blob = keep(TEXT)
    damage(file_of(blob), file_of(blob).read_bytes()[:-1])
    with pytest.raises(MoeliError):
        serving.attachment(actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="docket")
