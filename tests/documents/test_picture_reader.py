"""The process that reads: it may die, be slow, or meet anything; this one goes on."""

import os
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from moeli.documents import picture_reader_worker
from moeli.documents.picture_reader import Answer, Readers, readers
from moeli.platform.blobs.errors import PictureError
from moeli.platform.errors import ErrorCode, MoeliError
from tests.documents import drawn
from tests.documents.drawn import jpeg, pixels, saved, specimen, written
from tests.platform.blobs.test_pictures import png_of

TODAY = "2026-11-24"
SAID = {reason.code for reason in PictureError} | {"ok"}


def read(data: bytes, *, thorough: bool = False, seconds: float = 30) -> Answer:
    asked = {"act": "read", "today": TODAY, "thorough": thorough}
    return readers().ask(asked, data, seconds=seconds, wait=1)


def lines(data: bytes) -> tuple[str, ...]:
    told = read(data)[0]["reading"]
    return tuple(told["lines"]) if told else ()


def refusal(data: bytes) -> ErrorCode:
    with pytest.raises(MoeliError) as refused:
        read(data)
    assert str(refused.value).endswith(".")
    return refused.value.reason


def coloured(mode: str = "RGB") -> Image.Image:
    return Image.fromarray(pixels()).convert(mode)


def test_a_page_is_read_and_drawn_anew() -> None:
    about, (picture,) = read(jpeg())
    assert tuple(about["reading"]["lines"]) == specimen().lines
    assert about["advice"] == "read"
    assert Image.open(BytesIO(picture)).size == (about["width"], about["height"])


def test_a_photograph_of_a_screen_is_said_to_be_one_and_no_other() -> None:
    screen, page = (read(jpeg(kind))[0]["reading"] for kind in ("moire", "clean"))
    assert screen["of_screen"]
    assert tuple(screen["lines"]) == specimen().lines
    assert not page["of_screen"]


def test_a_doubtful_character_comes_with_its_piece() -> None:
    about, (picture,) = read(drawn.doubtful())
    doubts = about["reading"]["doubts"]
    assert [(each["line"], each["column"]) for each in doubts] == [
        (2, column) for column in drawn.SMUDGED
    ]
    cut = {"where": doubts[0]["where"], "size": [300, 130]}
    asked = {"act": "cut", "whole": 400, "bytes": 40_000, "pieces": [cut]}
    _about, (whole, piece) = readers().ask(asked, picture, seconds=30, wait=1)
    assert max(Image.open(BytesIO(whole)).size) == 400
    ink = np.asarray(Image.open(BytesIO(piece)).convert("L"))[20:110]
    middle, around = ink[:, 130:170].min(), ink[:, 190:230].min()
    assert (middle < 160, around < 90) == (True, True)  # the letter stands in the middle, smudged


def test_a_piece_keeps_to_its_bytes_whatever_it_shows() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (700, 1_000, 3), np.uint8)
    asked = {"act": "cut", "whole": 1_000, "bytes": 30_000, "pieces": []}
    _about, (whole,) = readers().ask(asked, written(noise), seconds=30, wait=1)
    assert len(whole) <= 30_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_of(40_000, 25_000), PictureError.TOO_MANY_PIXELS),
        (png_of(8_000, 7_500), PictureError.TOO_MANY_PIXELS),
        (saved(Image.new("RGB", (400, 300)), "JPEG"), PictureError.BLACK),
        (
            saved(
                Image.new("RGB", (90, 90), "red"),
                "WEBP",
                save_all=True,
                append_images=[Image.new("RGB", (90, 90), "blue")],
            ),
            PictureError.ANIMATED,
        ),
        (b"GIF89a", PictureError.NOT_A_PICTURE),
        (jpeg()[:9_000], PictureError.DAMAGED),
    ],
    ids=["gigapixel", "60 MP", "black", "animated", "no picture", "cut off"],
)
def test_a_bad_picture_has_its_sentence(data: bytes, reason: ErrorCode) -> None:
    assert refusal(data) is reason


@pytest.mark.parametrize("kind", ["CMYK", "16 bits", "sideways", "moire"])
def test_an_odd_picture_is_read_all_the_same(kind: str) -> None:
    if kind == "moire":  # a photo of a screen
        data = jpeg("moire")
    elif kind == "CMYK":
        data = saved(coloured("CMYK"), "JPEG", quality=92)
    elif kind == "16 bits":
        deep = np.asarray(coloured("L")).astype(np.uint16) * 257
        data = saved(Image.fromarray(deep), "PNG", compress_level=1)
    else:
        exif = Image.Exif()
        exif[274] = 6
        turned = coloured().transpose(Image.Transpose.ROTATE_90)
        data = saved(turned, "JPEG", quality=92, exif=exif.tobytes())
    assert lines(data) == specimen().lines


def test_a_page_without_a_zone_is_a_picture_without_a_reading() -> None:
    about, _parts = read(saved(Image.new("RGB", (800, 600), "white"), "JPEG"))
    assert (about["reading"], about["advice"]) == (None, "no_zone")


def test_two_documents_are_noticed_where_it_is_asked_for() -> None:
    assert read(drawn.doubtful(), thorough=True)[0]["two"] is False
    second = pixels(seed=8)
    wide = max(pixels().shape[1], second.shape[1])
    stacked = np.full((pixels().shape[0] + second.shape[0], wide, 3), 120, np.uint8)
    stacked[: pixels().shape[0], : pixels().shape[1]] = pixels()
    stacked[pixels().shape[0] :, : second.shape[1]] = second
    assert read(written(stacked), thorough=True)[0]["two"] is True


def test_a_reader_that_dies_takes_nobody_along() -> None:
    own = Readers(1)
    asked = {"act": "read", "today": TODAY, "thorough": False}
    try:
        own.ask(asked, jpeg(), seconds=30, wait=1)
        (worker,) = own._idle
        os.kill(worker.process.pid, signal.SIGSTOP)  # as one that loops for ever
        with pytest.raises(MoeliError) as slow:
            own.ask(asked, jpeg(), seconds=0.2, wait=1)
        assert slow.value.reason is PictureError.TOO_HARD
        assert worker.process.poll() is not None
        about, _parts = own.ask(asked, jpeg(), seconds=30, wait=1)  # another took its place
        assert about["said"] == "ok"
        (worker,) = own._idle
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        assert own.ask(asked, jpeg(), seconds=30, wait=1)[0]["said"] == "ok"
    finally:
        own.end()


def test_one_is_made_ready_before_the_first_frame_and_only_one() -> None:
    own = Readers(2)
    try:
        own.prepare()
        (worker,) = own._idle
        own.prepare()
        assert own._idle == [worker]
        own.ask({"act": "read", "today": TODAY, "thorough": False}, jpeg(), seconds=30, wait=1)
        assert own._idle == [worker]
    finally:
        own.end()


def test_a_process_that_is_shut_in_opens_nothing() -> None:
    tried = (
        "import socket; from moeli.documents.confinement import confine; print(confine())\n"
        "for act in (lambda: open('/etc/hostname'), lambda: open('/tmp/x', 'w'),\n"
        "            lambda: socket.create_connection(('127.0.0.1', 9), 1)):\n"
        "    try: act(); print('open')\n"
        "    except OSError as error: print(type(error).__name__)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", tried], capture_output=True, text=True, check=True, timeout=60
    )
    shut_in, *said = ran.stdout.split()
    if shut_in == "False":
        pytest.skip("this kernel has no Landlock")
    assert said == ["PermissionError"] * 3


def test_the_reader_is_shut_in() -> None:
    own = Readers(1)
    try:
        own.ask({"act": "read", "today": TODAY, "thorough": False}, jpeg(), seconds=30, wait=1)
        (worker,) = own._idle
        status = Path(f"/proc/{worker.process.pid}/status").read_text(encoding="ascii")
        assert "NoNewPrivs:\t1" in status
    finally:
        own.end()


def test_when_all_are_at_work_the_desk_is_told_so_at_once() -> None:
    own = Readers(1)
    own._places.acquire()
    with pytest.raises(MoeliError) as busy:
        own.ask({}, b"", seconds=1, wait=0)
    assert busy.value.code == "reader_busy"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda tail: b"\xff\xd8\xff" + tail),
        st.tuples(st.integers(0, 9_000), st.binary(min_size=1, max_size=40)).map(
            lambda cut: _TINY[: cut[0]] + cut[1] + _TINY[cut[0] + len(cut[1]) :]
        ),
    )
)
def test_whatever_the_bytes_the_worker_answers_with_a_known_word(data: bytes) -> None:
    asked = {"act": "read", "today": TODAY, "thorough": False}
    about, parts = picture_reader_worker._worked(asked, data)
    assert about["said"] in SAID
    assert (about["said"] == "ok") == bool(parts)


_TINY = saved(Image.fromarray(pixels()[::4, ::4]), "PNG")[:12_000]
