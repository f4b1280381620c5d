"""The end of files: by class and never while held; drafts, orphans and the wrong database."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor, Scope
from moeli.platform.blobs import descriptor, services, store
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.models import Blob, Hold, Shelf
from moeli.platform.blobs.services import retiring
from moeli.platform.errors import MoeliError, PlatformError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey
from tests.platform.blobs.conftest import Run
from tests.platform.blobs.files import SUBJECT, file_of, keep, read
from tests.platform.blobs.test_pictures import jpeg

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
LATER = timedelta(days=31)


def picture() -> Blob:
    return keep(jpeg(), retention="document_picture")


def a_month_later(run: Run) -> None:
    with clock.standing_still(clock.now() + LATER):
        retiring.retire(run)


def test_a_file_goes_when_its_class_says_so_key_and_all(run: Run) -> None:
    blob, evidence = picture(), keep()
    a_month_later(run)
    assert [address for address, _ in store.stored()] == [evidence.address]
    assert not DataKey.objects.get(subject=descriptor.own_subject(blob.id)).wrapped
    row = Blob.objects.get(id=blob.id)
    assert (bytes(row.descriptor), bool(row.deleted_at)) == (b"", True)
    with pytest.raises(MoeliError) as refused:
        read(blob)
    assert refused.value.reason is BlobError.ERASED
    assert read(evidence) == b"an exhibit"
    (recorded,) = opened(Entry.objects.filter(verb="blob.deleted").select_related("body"))
    assert recorded.body == {"ids": [str(blob.id)], "reason": "class document_picture"}
    assert Shelf.objects.get().stored_size == evidence.stored_size


def test_a_file_stays_while_its_time_has_not_passed(run: Run) -> None:
    blob = picture()
    with clock.standing_still(clock.now() + timedelta(days=29)):
        retiring.retire(run)
    assert read(blob) == jpeg()


def test_a_held_file_stays_until_the_last_hold_ends(run: Run) -> None:
    blob = picture()
    holds = [
        services.hold(actor=SYSTEM, blob_id=blob.id, motive="Docket CR 12/2026") for _ in range(2)
    ]
    a_month_later(run)
    services.release(actor=SYSTEM, hold_id=holds[0].id, motive="Judgment")
    a_month_later(run)
    assert read(blob) == jpeg()
    services.release(actor=SYSTEM, hold_id=holds[1].id, motive="Appeal over")
    a_month_later(run)
    assert Blob.objects.living().count() == 0


def test_the_motive_of_a_hold_is_in_the_journal_alone() -> None:
    hold = services.hold(actor=SYSTEM, blob_id=keep().id, motive="Docket CR 12/2026")
    entry = Entry.objects.select_related("body").get(verb="blob.held")
    (recorded,) = opened([entry])
    assert recorded.body == {"hold": str(hold.id), "motive": "Docket CR 12/2026"}
    assert "CR 12" not in str(list(Hold.objects.values()))


def test_a_hold_needs_a_motive_and_ends_once() -> None:
    blob = keep()
    with pytest.raises(MoeliError) as refused:
        services.hold(actor=SYSTEM, blob_id=blob.id, motive=" ")
    assert refused.value.reason is BlobError.MOTIVE_MISSING
    hold = services.hold(actor=SYSTEM, blob_id=blob.id, motive="Docket")
    services.release(actor=SYSTEM, hold_id=hold.id, motive="Judgment")
    with pytest.raises(MoeliError) as refused:
        services.release(actor=SYSTEM, hold_id=hold.id, motive="Judgment")
    assert refused.value.reason is BlobError.NOT_HELD


@pytest.mark.parametrize("grants", [(), (Scope("r", "MPS", frozenset({"blob.hold"})),)])
def test_without_the_action_at_that_place_there_is_no_file_to_hold(
    grants: tuple[Scope, ...],
) -> None:
    blob = keep(place="MSB")
    with pytest.raises(MoeliError) as refused:
        services.hold(actor=Actor("officer-2", grants=grants), blob_id=blob.id, motive="Docket")
    assert refused.value.reason is PlatformError.ABSENT


def test_an_erased_file_cannot_be_held(run: Run) -> None:
    blob = picture()
    a_month_later(run)
    with pytest.raises(MoeliError) as refused:
        services.hold(actor=SYSTEM, blob_id=blob.id, motive="Too late")
    assert refused.value.reason is BlobError.ERASED


def test_more_files_than_a_batch_all_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retiring, "_BATCH", 2)
    for _ in range(5):
        picture()
    a_month_later(run)
    assert list(store.stored()) == []
    assert Entry.objects.filter(verb="blob.deleted").count() == 3
    assert max(run.told) == 5


def test_held_files_do_not_keep_others_from_going(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retiring, "_BATCH", 2)
    held, due = [picture() for _ in range(3)], picture()
    for blob in held:
        services.hold(actor=SYSTEM, blob_id=blob.id, motive="Docket")
    a_month_later(run)
    assert {address for address, _ in store.stored()} == {blob.address for blob in held}
    assert Blob.objects.get(id=due.id).deleted_at


def test_a_file_that_is_held_at_the_last_moment_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob, locked = picture(), retiring._locked

    def held_meanwhile(rows: QuerySet[Blob]) -> list[Blob]:
        found = locked(rows)
        if found:
            services.hold(actor=SYSTEM, blob_id=blob.id, motive="Docket")
        return found

    monkeypatch.setattr(retiring, "_locked", held_meanwhile)
    a_month_later(run)
    assert read(blob) == jpeg()


def test_with_a_person_go_her_files_but_those_that_are_held() -> None:
    mine, held, hers = keep(), keep(), keep(subject="case:other")
    services.hold(actor=SYSTEM, blob_id=held.id, motive="Docket")
    services.erase_subject(scope="criminal", subject=SUBJECT)
    keyring.shred(subject=SUBJECT, scope="criminal")
    assert {address for address, _ in store.stored()} == {held.address, hers.address}
    assert Blob.objects.get(id=mine.id).deleted_at
    assert read(hers) == b"an exhibit"


def age(path: os.PathLike[str], days: int = 2) -> None:
    old = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (old, old))


def test_files_without_a_row_and_drafts_are_swept_after_a_day_of_grace(run: Run) -> None:
    kept, orphan, fresh = keep(), store.write([b"orphan"]), store.write([b"fresh"])
    draft = store.folder() / "drafts" / "half"
    draft.write_bytes(b"half")
    for path in (file_of(kept), store.path(orphan.address), draft):
        age(path)
    retiring.sweep(run)
    assert {address for address, _ in store.stored()} == {kept.address, fresh.address}
    assert not draft.exists()
    assert read(kept) == b"an exhibit"


def test_a_sweep_of_most_files_is_refused_for_it_may_be_another_database(run: Run) -> None:
    orphans = [store.write([bytes([number])]) for number in range(30)]
    for orphan in orphans:
        age(store.path(orphan.address))
    with pytest.raises(MoeliError) as refused:
        retiring.sweep(run)
    assert refused.value.reason is BlobError.SWEEP_REFUSED
    assert len(list(store.stored())) == 30


def test_a_file_whose_row_is_erased_is_swept_too(run: Run) -> None:
    blob = keep()
    Blob.objects.filter(id=blob.id).update(deleted_at=clock.now(), descriptor=b"")
    age(file_of(blob))
    retiring.sweep(run)
    assert list(store.stored()) == []
