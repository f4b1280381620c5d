"""Pictures from outside: each kind of bad one has its sentence, and none harms this process."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from moeli.platform.blobs import media_types, picture_worker, pictures, services
from moeli.platform.blobs.errors import BlobError, PictureError
from moeli.platform.blobs.models import Blob
from moeli.platform.errors import ErrorCode, MoeliError
from tests.platform.blobs.files import OFFICER, SUBJECT, read
from tests.trying import examples

CANARY = b"CANARY-29.3151S-27.4869E"


def drawn(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter alone is bright."""
    image = Image.new("RGB", (width, height), (60, 30, 30))
    image.paste((230, 220, 210), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def jpeg(**options: object) -> bytes:
    return saved(drawn(), "JPEG", **options)


def with_position(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[274] = orientation
    exif[271] = CANARY.decode()
    exif.get_ifd(0x8825)[2] = (29.0, 18.0, 54.0)
    return jpeg(exif=exif.tobytes(), comment=CANARY, icc_profile=CANARY * 4)


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(data, 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def refusal(data: bytes) -> ErrorCode:
    with pytest.raises(MoeliError) as refused:
        pictures.redrawn(data)
    assert str(refused.value).endswith((".", "?"))
    return refused.value.reason


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(pictures.redrawn(data).data))


def bright(image: Image.Image) -> tuple[bool, bool, bool, bool]:
    """Which quarters are bright: upper left, upper right, lower left, lower right."""
    grey = image.convert("L")
    at = [(x * grey.width // 4, y * grey.height // 4) for y in (1, 3) for x in (1, 3)]
    first, second, third, fourth = (int(grey.getpixel(each)) > 128 for each in at)  # type: ignore[arg-type]  # "L" has one value a pixel
    return first, second, third, fourth


def test_nothing_but_the_pixels_comes_out() -> None:
    came = with_position()
    assert CANARY in came
    redrawn = pictures.redrawn(came)
    assert CANARY not in redrawn.data
    image = Image.open(BytesIO(redrawn.data))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "bright_quarter", "turned"),
    list(zip(range(1, 9), [0, 1, 3, 2, 0, 1, 3, 2], [False] * 4 + [True] * 4, strict=True)),
)
def test_a_sideways_picture_is_turned_upright(
    orientation: int, bright_quarter: int, turned: bool
) -> None:
    image = seen(with_position(orientation))
    assert image.size == ((48, 64) if turned else (64, 48))
    assert bright(image) == tuple(quarter == bright_quarter for quarter in range(4))


@pytest.mark.parametrize("mode", ["CMYK", "L", "YCbCr"])
def test_jpeg_of_every_kind_of_colour_is_read(mode: str) -> None:
    assert bright(seen(saved(drawn(mode=mode), "JPEG"))) == (True, False, False, False)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_the_other_formats_are_read(form: str, mode: str) -> None:
    if form == "WEBP" and mode in {"L", "P"}:
        mode = "RGB"
    assert bright(seen(saved(drawn(mode=mode), form))) == (True, False, False, False)


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    deep = Image.new("I;16", (64, 48), 60 * 257)
    deep.paste(220 * 257, (0, 0, 32, 24))
    for form in ("PNG", "TIFF"):
        image = seen(saved(deep, form))
        assert abs(int(image.getpixel((4, 4))) - 220) <= 1  # type: ignore[arg-type]  # "L"
        assert abs(int(image.getpixel((60, 40))) - 60) <= 1  # type: ignore[arg-type]  # "L"


def test_a_transparent_picture_is_drawn_on_white() -> None:
    assert seen(saved(Image.new("RGBA", (32, 32), (0, 0, 0, 0)), "PNG")).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


def test_a_bomb_of_ten_kilobytes_and_a_thousand_megapixels_is_refused_at_once() -> None:
    bomb = png_of(32_000, 32_000, bytes(9_000_000))
    assert len(bomb) < 10_000
    start = monotonic()
    assert refusal(bomb) is PictureError.TOO_MANY_PIXELS
    assert monotonic() - start < 5


def test_a_bomb_that_lies_about_its_size_is_only_a_damaged_picture() -> None:
    assert refusal(png_of(60, 60, b"")) is PictureError.DAMAGED


def test_sixty_megapixels_are_refused_and_twelve_are_read() -> None:
    assert refusal(saved(Image.new("L", (7750, 7750), 99), "JPEG")) is PictureError.TOO_MANY_PIXELS
    assert seen(saved(drawn(4000, 3000), "JPEG")).size == (4000, 3000)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF"])
def test_more_pictures_in_one_file_are_refused(form: str) -> None:
    frames = [drawn(), Image.new("RGB", (64, 48), "white")]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:])
    assert refusal(data) in {PictureError.ANIMATED, PictureError.NOT_A_PICTURE}
    assert form == "GIF" or refusal(data) is PictureError.ANIMATED


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_named_with_the_way_out(brand: bytes) -> None:
    assert refusal(b"\x00\x00\x00\x18ftyp" + brand + bytes(80)) is PictureError.HEIC


def test_a_black_picture_asks_about_the_lens() -> None:
    assert refusal(saved(Image.new("RGB", (64, 64)), "JPEG")) is PictureError.BLACK


def test_a_picture_too_small_to_show_anything_is_refused() -> None:
    assert refusal(saved(drawn(8, 8), "PNG")) is PictureError.TOO_SMALL


@pytest.mark.parametrize("cut", [0.3, 0.9])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_cut_off_is_refused(form: str, cut: float) -> None:
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    data = saved(noise, form)
    assert refusal(data[: int(len(data) * cut)]) in {
        PictureError.DAMAGED,
        PictureError.NOT_A_PICTURE,
    }


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"<svg></svg>", b"GIF89a" + bytes(90), b"BM" + bytes(90), b"text", b""]
)
def test_what_is_no_picture_is_refused_without_a_process(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert refusal(data) is PictureError.NOT_A_PICTURE


def test_a_file_larger_than_any_picture_is_refused() -> None:
    assert refusal(b"\xff\xd8\xff" + bytes(pictures.LARGEST)) is BlobError.TOO_LARGE


def test_a_script_behind_a_picture_does_not_come_out() -> None:
    assert b"<script>" not in pictures.redrawn(jpeg() + b"<script>alert(1)</script>").data


@pytest.mark.parametrize("does", ["import os; os.kill(os.getpid(), 9)", "print('{')", "", "1/0"])
def test_a_worker_that_dies_or_babbles_is_a_sentence(
    does: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    worker = tmp_path_factory.mktemp("worker") / "worker.py"
    worker.write_text(does)
    monkeypatch.setattr(pictures, "_WORKER", worker)
    assert refusal(jpeg()) is PictureError.TOO_HARD


def test_a_worker_that_hangs_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    worker = tmp_path_factory.mktemp("worker") / "worker.py"
    worker.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pictures, "_WORKER", worker)
    monkeypatch.setattr(pictures, "_SECONDS", 0.5)
    start = monotonic()
    assert refusal(jpeg()) is PictureError.TOO_HARD
    assert monotonic() - start < 5


@pytest.mark.parametrize(
    "greedy",
    ["bytearray(3 * 1024**3)", "while True: pass", "open(1, 'wb').write(bytes(300 * 1024**2))"],
)
def test_the_limits_of_the_worker_hold(
    greedy: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = picture_worker.__file__
    worker = tmp_path_factory.mktemp("worker") / "worker.py"
    worker.write_text(
        f"import runpy, sys\nlimits = runpy.run_path({source!r})\n"
        f"limits['limit'].__globals__['SECONDS'] = 1\nlimits['limit']()\n{greedy}\n"
    )
    monkeypatch.setattr(pictures, "_WORKER", worker)
    start = monotonic()
    assert refusal(jpeg()) is PictureError.TOO_HARD
    assert monotonic() - start < 10


def test_the_worker_has_the_bound_that_its_sentence_names() -> None:
    assert picture_worker.PIXELS == media_types.PIXELS


def test_the_worker_limits_itself_before_it_reads() -> None:
    command = [sys.executable, "-I", picture_worker.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        try:
            limits = _limits_once_set(worker.pid)
        finally:
            worker.kill()
    assert f"Max address space         {picture_worker.MEMORY}" in limits
    assert "Max cpu time              15" in limits
    assert "Max core file size        0" in limits


def _limits_once_set(process: int) -> str:
    for _ in range(200):
        limits = Path(f"/proc/{process}/limits").read_text()
        if str(picture_worker.MEMORY) in limits:
            break
        sleep(0.02)
    return limits


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF"]), st.data())
def test_random_damage_never_harms_this_process(form: str, data: st.DataObject) -> None:
    picture = bytearray(saved(drawn(), form))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(4, len(picture) - 1))
        picture[at] = data.draw(st.integers(0, 255))
    _answered(bytes(picture))


@settings(max_examples=examples(25))
@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"RIFF1234WEBP"]),
    st.binary(max_size=600),
)
def test_random_bytes_never_harm_this_process(start: bytes, rest: bytes) -> None:
    _answered(start + rest)


def _answered(data: bytes) -> None:
    try:
        width = pictures.redrawn(data).width
    except MoeliError as error:
        width = 16 if isinstance(error.reason, PictureError) else 0
    assert width >= 16


@pytest.mark.django_db
def test_a_picture_is_kept_redrawn_and_not_as_it_came() -> None:
    kept = services.keep_picture(
        actor=OFFICER,
        scope="identity",
        subject=SUBJECT,
        stream=BytesIO(with_position()),
        retention="document_picture",
    )
    assert (kept.original, kept.width, kept.height) == (None, 64, 48)
    assert CANARY not in read(kept.picture)
    assert Blob.objects.count() == 1


@pytest.mark.django_db
def test_as_evidence_the_original_is_kept_to_the_byte_beside_the_one_to_show() -> None:
    came = with_position()
    kept = services.keep_picture(
        actor=OFFICER,
        scope="criminal",
        subject=SUBJECT,
        stream=BytesIO(came),
        retention="evidence",
    )
    assert kept.original
    assert read(kept.original) == came
    assert CANARY not in read(kept.picture)
    assert (kept.picture.kept_as, kept.original.kept_as) == ("derived", "evidence")
