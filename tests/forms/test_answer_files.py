"""Files as answers: sealed with the run, drawn anew, replaced, erased, opened by few."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from moeli.forms import opening, services
from moeli.forms.models import Draft, Run
from moeli.forms.running import Act, Taken
from moeli.platform.access.actor import Actor
from moeli.platform.blobs import services as blobs
from moeli.platform.blobs import store
from moeli.platform.blobs.models import Blob
from moeli.platform.journal.models import Entry
from tests.forms.conftest import Publish, begun, send
from tests.forms.sheets import png, sheets, wav
from tests.forms.test_pages import Screen, screen
from tests.platform.blobs.test_pictures import CANARY, jpeg, with_position
from tests.refusals import refused

__all__ = ["screen"]
pytestmark = pytest.mark.django_db
PHOTO, SOUND = "/data/photo", "/data/sound"
ASKS = (
    ("type", "name", "label::English (en)", "relevant"),
    ("image", "photo", "A photo of the paper"),
    ("select_one yn", "more", "Is there more?"),
    ("audio", "sound", "What was said", "${more} = 'yes'"),
)


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> None:
    settings.MOELI_HOME = tmp_path


@pytest.fixture
def run(publish: Publish, officer: Actor) -> Run:
    publish(sheets(ASKS, form_id="files", scope="identity"))
    return begun(officer, "files")


def attach(
    actor: Actor, run: Run, path: str, turn: int, content: bytes = b"", move: str = "next"
) -> Taken:
    words = () if content else ("remove",)
    act = Act(path, move, (path,), {path: words})
    files = {path: content} if content else {}
    return services.answer(actor=actor, run_id=run.id, turn=turn, act=act, files=files)


def living() -> list[Blob]:
    return list(Blob.objects.living().order_by("kept_at", "id"))


def test_a_picture_is_drawn_anew_and_lies_sealed_under_the_key_of_the_run(
    run: Run, officer: Actor
) -> None:
    taken = attach(officer, run, PHOTO, 0, with_position())
    (blob,) = living()
    assert taken.session.values()[PHOTO] == f"{blob.id}.jpg"
    assert (blob.scope, blob.subject, blob.place) == ("identity", f"run:{run.id}", "MSB")
    with blobs.opened(actor=officer, blob_id=blob.id, subject=blob.subject, purpose="t") as file:
        plain = file.read()
    assert plain.startswith(b"\xff\xd8\xff")
    assert CANARY not in plain
    assert plain[:100] not in store.path(blob.address).read_bytes()


def test_a_file_that_is_replaced_or_taken_away_is_erased_and_one_left_alone_stays(
    run: Run, officer: Actor
) -> None:
    attach(officer, run, PHOTO, 0, jpeg())
    attach(officer, run, PHOTO, 0, jpeg())  # the same page, sent twice
    (first,) = living()
    attach(officer, run, PHOTO, 1, png(32), move="stay")
    (second,) = living()
    assert first.id != second.id
    kept = send(officer, run, PHOTO, 2, move="stay")
    assert kept.session.values()[PHOTO] == f"{second.id}.png"
    gone = attach(officer, run, PHOTO, 3, move="stay")
    assert (gone.session.values()[PHOTO], living()) == ("", [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ a program", "not a picture"),
        (wav(), "Send one of these: JPG, PNG"),
        (jpeg()[:300], "damaged"),
        (b"\x00\x00\x00\x18ftypheic\x00", "HEIC"),
    ],
)
def test_what_is_no_picture_keeps_her_on_the_page_with_a_sentence(
    run: Run, officer: Actor, content: bytes, words: str
) -> None:
    taken = attach(officer, run, PHOTO, 0, content)
    assert [words in each.message for each in taken.problems] == [True]
    assert taken.session.current.key == PHOTO
    assert living() == []


def test_a_run_keeps_so_many_files_and_no_more(
    run: Run, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moeli.forms.attaching.MOST", 1)
    attach(officer, run, PHOTO, 0, jpeg())
    taken = attach(officer, run, PHOTO, 1, jpeg())
    assert "1 files at most" in taken.problems[0].message


@pytest.mark.both_engines
def test_what_does_not_apply_at_the_end_is_erased_and_the_rest_is_read_like_the_answers(
    run: Run, officer: Actor, supervisor: Actor
) -> None:
    photo = attach(officer, run, PHOTO, 0, jpeg()).session.values()[PHOTO]
    send(officer, run, "/data/more", 1, answer="yes")
    sound = attach(officer, run, SOUND, 2, wav()).session.values()[SOUND]
    assert sound.endswith(".wav")
    with refused("absent"):
        opening.answer_file(supervisor, run.id, photo)
    send(officer, run, "/data/more", 3, answer="no")
    services.finish(actor=officer, run_id=run.id, turn=4)
    assert [f"{blob.id}.jpg" for blob in living()] == [photo]
    assert opening.answer_file(supervisor, run.id, photo).named.media_type == "image/jpeg"
    gone = opening.answer_file(supervisor, run.id, sound)
    with (
        refused("blob_erased"),
        blobs.opened(actor=officer, blob_id=gone.named.blob, subject=gone.subject, purpose="t"),
    ):
        pass
    with refused("absent"):
        opening.answer_file(supervisor, run.id, photo.replace(".jpg", ".exe"))


def test_a_run_that_is_abandoned_takes_its_files_with_it(run: Run, officer: Actor) -> None:
    attach(officer, run, PHOTO, 0, jpeg())
    (blob,) = living()
    services.abandon(actor=officer, run_id=run.id)
    assert living() == []
    with refused("absent"):
        opening.answer_file(officer, run.id, f"{blob.id}.jpg")


def test_without_a_script_a_picture_is_sent_seen_again_and_printed(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(ASKS, form_id="files"))
    officer = screen().begin("files")
    assert 'enctype="multipart/form-data"' in officer.page
    assert "Where it was taken is removed" in officer.page
    officer.send(photo=SimpleUploadedFile("x.exe", b"MZ"))
    assert officer.answer is not None
    assert (officer.answer.status_code, "not a picture" in officer.page) == (400, True)
    officer.send(photo=SimpleUploadedFile("IMG_Lineo.jpg", jpeg(), "image/jpeg"))
    officer.send(more="no")
    (blob,) = living()
    run = Run.objects.get()
    address = reverse("form_answer_file", args=[run.id, f"{blob.id}.jpg"])
    assert f'<img class="said-image" src="{address}"' in officer.page
    before = Entry.objects.count()
    served = officer.client.get(address)
    assert (served["Content-Type"], b"".join(served.streaming_content)[:2]) == (
        "image/jpeg",
        b"\xff\xd8",
    )
    assert "Lineo" not in served["Content-Disposition"]
    assert Entry.objects.count() == before + 1
    assert screen().client.get(address).status_code == 404
    turn = Draft.objects.get(run=run).turn
    officer.client.post(reverse("form_finish", args=[run.id]), {"turn": turn})
    assert address in officer.get(reverse("form_answers", args=[run.id])).page
