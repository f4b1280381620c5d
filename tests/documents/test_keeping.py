"""Frames and files: kept without position, hashed, linked to the inspection they begin."""

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.documents import selectors
from moeli.documents.models import Picture, Source
from moeli.documents.sealing import answers_binding, opened
from moeli.documents.services import Desk, Said, inspect_picture, keep_file, look_at_frame
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.reading.advice import Advice
from tests.documents import drawn
from tests.documents.drawn import DESK, acting, jpeg, pixels, saved, specimen
from tests.refusals import refused

pytestmark = pytest.mark.django_db
BLANK = saved(Image.new("RGB", (640, 480), (170, 170, 170)), "JPEG")


def inspected(officer: Actor, picture: Picture, said: Said | None = None) -> Inspection:
    return inspect_picture(
        actor=officer,
        desk=DESK,
        direction=Direction.ENTRY,
        picture_id=picture.id,
        said=said or Said(),
    )


def content(officer: Actor, picture: Picture) -> bytes:
    with blobs.opened(
        actor=officer, blob_id=picture.blob_id, subject=picture.key_subject, purpose="test"
    ) as file:
        return file.read()


@pytest.mark.both_engines
def test_the_first_good_frame_is_kept_and_begins_an_inspection(officer: Actor) -> None:
    nothing = look_at_frame(actor=officer, desk=DESK, data=BLANK)
    assert (nothing.advice, nothing.picture) == (Advice.NO_ZONE, None)
    look = look_at_frame(actor=officer, desk=DESK, data=jpeg())
    assert look.picture
    assert look.reading
    assert look.reading.lines == specimen().lines
    inspection = inspected(officer, look.picture)
    kept = Picture.objects.get()
    assert inspection.captured_how == "photo_read"
    assert inspection.captured_at == kept.taken_at
    assert bytes(inspection.image_sha256) == bytes(kept.sha256)
    assert kept.inspection_id == inspection.id
    assert hashlib.sha256(content(officer, kept)).digest() == bytes(kept.sha256)
    assert verify().sound


def test_what_was_kept_says_neither_where_nor_with_what_it_was_taken(officer: Actor) -> None:
    exif = Image.Exif()
    exif[271] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[2] = (29.0, 18.0, 54.0)
    data = saved(Image.fromarray(pixels()), "JPEG", exif=exif.tobytes(), comment=b"CANARY")
    kept = content(officer, keep_file(actor=officer, desk=DESK, data=data))
    assert b"CANARY" in data
    assert b"CANARY" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_answers_to_doubts_are_told_apart_from_what_the_machine_read(officer: Actor) -> None:
    look = look_at_frame(actor=officer, desk=DESK, data=drawn.doubtful())
    assert look.picture is None  # not beyond doubt: forgotten
    look = look_at_frame(actor=officer, desk=DESK, data=drawn.doubtful(), doubtful=True)
    assert look.picture
    assert look.reading
    truth = {(2, column): specimen().lines[1][column - 1] for column in drawn.SMUDGED}
    inspection = inspected(officer, look.picture, Said(answers=truth))
    assert inspection.captured_how == "photo_asked"
    kept = Picture.objects.get()
    changed = opened(answers_binding(kept), kept.answers)["changes"]
    assert {(each["line"], each["column"]) for each in changed} <= set(truth)
    assert Entry.objects.filter(verb="picture.answered").count() == 1


def test_a_typed_zone_is_typed_whatever_picture_lies_beside_it(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=BLANK)
    assert not picture.reading
    lines = "\n".join(specimen().lines)
    assert inspected(officer, picture, Said(lines=lines)).captured_how == "typed"
    read = keep_file(actor=officer, desk=DESK, data=jpeg())
    other = lines.replace("DURA", "DURO")
    assert inspected(officer, read, Said(lines=other)).captured_how == "typed"
    assert inspected(officer, read, Said(lines=lines)).captured_how == "photo_read"


def test_a_picture_without_a_zone_opens_nothing_by_itself(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=BLANK)
    with refused("picture_zone"):
        inspected(officer, picture)
    with refused(CrossingError.UNREADABLE.code):
        inspected(officer, picture, Said(lines="NO ZONE"))


def test_a_picture_of_before_begins_nothing_and_is_not_shown(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=BLANK)
    with clock.standing_still(clock.now() + timedelta(minutes=11)):
        with refused("picture_stale"):
            inspected(officer, picture, Said(lines="\n".join(specimen().lines)))
        with refused("picture_stale"):
            selectors.picture_view(officer, "MSB", picture.id)


def test_another_port_knows_of_no_picture(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=BLANK)
    elsewhere = acting("primary_officer", "MPB")
    with refused("absent"):
        selectors.picture_view(elsewhere, "MSB", picture.id)
    with refused("absent"):
        selectors.picture_view(elsewhere, "MPB", picture.id)
    with refused("absent"):
        look_at_frame(actor=elsewhere, desk=DESK, data=jpeg())
    with refused("absent"):
        keep_file(actor=elsewhere, desk=DESK, data=jpeg())
    with refused("absent"):
        inspect_picture(
            actor=elsewhere,
            desk=Desk("MPB", "Desk 1"),
            direction=Direction.ENTRY,
            picture_id=picture.id,
            said=Said(),
        )


def test_looking_at_a_picture_is_recorded_before_it_is_answered(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=jpeg(), source=Source.SCANNER)
    before = Entry.objects.filter(verb="record.read").count()
    seen = selectors.picture_view(officer, "MSB", picture.id)
    assert seen.document
    assert seen.document.valid
    reads = Entry.objects.filter(verb="record.read").order_by("sequence")[before:]
    assert {each.subject for each in reads} == {str(picture.id), str(picture.blob_id)}


def test_a_scan_waits_for_its_desk_until_it_is_used(officer: Actor) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=jpeg(), source=Source.SCANNER)
    (waiting,) = selectors.waiting_scans(officer, "MSB", "Desk 1")
    assert (waiting.id, waiting.read) == (picture.id, True)
    assert selectors.waiting_scans(officer, "MSB", "Desk 2") == ()
    inspected(officer, picture)
    assert selectors.waiting_scans(officer, "MSB", "Desk 1") == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_picture"),
        (b"\0\0\0\x18ftypheic", "picture_heic"),
        (b"RIFF\0\0\0\0WEBP", "not_a_picture"),  # a camera sends JPEG or PNG
        (b"\xff\xd8\xff" + bytes(900_000), "frame_too_large"),
    ],
)
def test_a_frame_is_a_small_jpeg_or_png(officer: Actor, data: bytes, code: str) -> None:
    with refused(code):
        look_at_frame(actor=officer, desk=DESK, data=data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "blob_empty"),
        (b"%PDF-1.7", "not_a_picture"),
        (b"\0\0\0\x18ftypheic", "picture_heic"),
        (b"\xff\xd8\xff" + bytes(32 * 1024 * 1024), "blob_too_large"),
    ],
)
def test_a_file_is_a_picture_of_bounded_size(officer: Actor, data: bytes, code: str) -> None:
    with refused(code):
        keep_file(actor=officer, desk=DESK, data=data)
    assert Picture.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_neither_database_nor_disk_holds_what_was_read_in_the_clear(
    officer: Actor, home: Path, request: pytest.FixtureRequest
) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=jpeg())
    inspected(officer, picture, Said(lines="\n".join(specimen().lines).replace("DURA", "DURO")))
    database = Path(str(settings.DATABASES["default"]["TEST"]["NAME"]))
    files = [each for each in home.rglob("*") if each.is_file()]
    files += list(database.parent.glob(f"{database.name}*"))
    assert any(b"picture.kept" in each.read_bytes() for each in files)
    for secret in (b"BFO14555", b"QADU", content(officer, picture)[:64]):
        assert [each.name for each in files if secret in each.read_bytes()] == []
