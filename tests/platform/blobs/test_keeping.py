"""Keeping a file: what is refused, what stands in no column and no file, what rolls back."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction

from moeli.platform.blobs import classes, projectors, services, store
from moeli.platform.blobs.errors import BlobError, PictureError
from moeli.platform.blobs.models import Blob, Shelf
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.keyring import services as keyring
from tests.platform.blobs.files import OFFICER, SUBJECT, file_of, keep, read

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

PDF = b"%PDF-1.7\n" + bytes(100)


def refusal(content: bytes, **others: str) -> ErrorCode:
    with pytest.raises(MoeliError) as refused:
        keep(content, **others)
    assert list(store.stored()) == []
    assert Blob.objects.count() == 0
    assert str(refused.value)
    return refused.value.reason


def test_a_file_comes_back_as_it_went_in_with_its_name_and_type() -> None:
    blob = keep(PDF, media_type="application/pdf", name="statement.pdf")
    with services.opened(actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="docket") as file:
        assert (file.media_type, file.name, file.size) == ("application/pdf", "statement.pdf", 109)
        assert file.read() == PDF


def test_the_file_is_named_by_the_hash_of_what_lies_there() -> None:
    blob = keep()
    with store.read(blob.address) as file:
        assert store.digest(file) == blob.address
    assert file_of(blob).stat().st_mode & 0o077 == 0
    assert len(list(store.stored())) == 1


def test_the_same_content_kept_twice_cannot_be_told_from_outside() -> None:
    assert keep(b"same").address != keep(b"same").address


def test_keeping_is_journaled_without_name_type_or_size() -> None:
    blob = keep(PDF, name="Lineo.pdf")
    entry = Entry.objects.get(verb="blob.kept")
    assert (entry.subject, entry.actor, entry.place) == (str(blob.id), OFFICER.id, "MSB")
    row = Blob.objects.values().get()
    assert not [value for value in row.values() if b"Lineo" in str(value).encode()]
    assert verify().findings == []


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") is BlobError.EMPTY


def test_a_file_over_the_cap_of_its_class_is_refused() -> None:
    assert refusal(b"%PDF-" + bytes(17 * 1024 * 1024), retention="derived") is BlobError.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04" + bytes(60),
        b"GIF89a/*" + bytes(60),
        b"MZ" + bytes(100),
        b" %PDF-1.7 after a blank",
    ],
)
def test_only_listed_types_by_content_are_taken(content: bytes) -> None:
    assert refusal(content, retention="case_file") is BlobError.TYPE_REFUSED


def test_a_type_that_is_stated_wrongly_is_refused() -> None:
    reason = refusal(PDF, retention="case_file", media_type="image/jpeg")
    assert reason is BlobError.TYPE_DIFFERS


def test_heic_is_refused_by_its_name() -> None:
    heic = b"\x00\x00\x00\x18ftypheic" + bytes(80)
    assert refusal(heic, retention="case_file") is PictureError.HEIC


def test_evidence_takes_any_file_as_it_is_and_opaque() -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    blob = keep(page, media_type="text/html")
    with services.opened(actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="x") as file:
        assert file.media_type == "application/octet-stream"
        assert file.read() == page


def test_a_full_quota_refuses_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(bytes(10_000))
    taken = Shelf.objects.get().stored_size
    monkeypatch.setattr(classes, "quota", lambda *_: taken + 4000)
    with pytest.raises(MoeliError) as refused:
        keep(bytes(10_000))
    assert refused.value.reason is BlobError.QUOTA
    assert len(list(store.stored())) == 1
    assert keep(b"elsewhere", place="MPS").place == "MPS"


def test_the_most_special_quota_holds() -> None:
    day = date(2026, 11, 1)
    assert classes.quota("criminal", "MSB", day) > classes.quota("identity", "MSB", day)


def test_a_change_that_rolls_back_takes_its_row_along() -> None:
    try:
        with transaction.atomic():
            keep()
            raise ValueError("the caller's change failed")
    except ValueError:
        pass
    assert Blob.objects.count() == Shelf.objects.count() == Entry.objects.count() == 0


def test_a_laid_file_that_gets_no_row_because_a_key_is_shredded_is_gone() -> None:
    keep()
    keyring.shred(subject=SUBJECT, scope="criminal")
    before = set(store.stored())
    with pytest.raises(MoeliError):
        keep()
    assert set(store.stored()) == before


def test_a_large_file_is_laid_before_the_transaction_and_registered_in_it() -> None:
    laid = services.lay(
        scope="criminal", subject=SUBJECT, stream=BytesIO(bytes(600_000)), retention="evidence"
    )
    assert Blob.objects.count() == 0
    with transaction.atomic():
        blob = services.register(actor=OFFICER, laid=laid)
    assert read(blob) == bytes(600_000)


def test_a_disk_that_fails_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    assert refusal(b"an exhibit") is BlobError.DISK_FAILED
    assert list((store.folder() / "drafts").iterdir()) == []


def test_a_file_has_its_name_when_it_is_whole_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut(_draft: Path, _target: Path) -> Path:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "rename", cut)
    assert refusal(b"an exhibit") is BlobError.DISK_FAILED


def test_the_entry_projected_again_changes_nothing() -> None:
    keep()
    before = list(Blob.objects.values()), list(Shelf.objects.values())
    (recorded,) = opened(Entry.objects.filter(verb="blob.kept").select_related("body"))
    projectors.blob_kept(recorded)
    assert (list(Blob.objects.values()), list(Shelf.objects.values())) == before
