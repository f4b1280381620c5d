"""Bytes that may be a picture: taken, or refused with a sentence before they cost anything."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from moeli.reading.images import LARGEST_FILE, PictureError, grey
from tests.trying import examples

_MOST_MEMORY = """
import sys
from moeli.reading.images import PictureError, grey
try:
    grey(bytes.fromhex(sys.argv[1]))
except PictureError:
    [most] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(most.split()[1])
"""


def saved(picture: Image.Image, format: str = "PNG", **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **how)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        grey(data)
    assert str(caught.value).endswith(".")
    return caught.value.code


def taken_or_refused(data: bytes) -> bool:
    try:
        return grey(data).ndim == 2
    except PictureError as error:
        return bool(error.code)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is `width` × `height`."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
def test_a_picture_is_grey_values(format: str) -> None:
    picture = grey(saved(Image.new("RGB", (200, 120), (10, 200, 30)), format))
    assert picture.shape == (120, 200)
    assert picture.dtype == np.uint8


@pytest.mark.parametrize(
    "mode", ["L", "CMYK", "1", "P", "I;16", "RGBA"], ids=lambda mode: mode.replace(";", "")
)
def test_unusual_colours_are_read(mode: str) -> None:
    format = "TIFF" if mode == "CMYK" else "PNG"
    if mode == "CMYK":
        format = "JPEG"
    assert grey(saved(Image.new(mode, (200, 120)), format)).shape == (120, 200)


def test_a_picture_held_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(Image.new("RGB", (200, 120)), "JPEG", exif=exif)
    assert grey(data).shape == (200, 120)


def test_a_large_photograph_is_read_at_half_its_size() -> None:
    data = saved(Image.new("L", (4000, 3000), 128), "JPEG")
    assert grey(data).shape == (1500, 2000)


def test_what_is_no_picture_is_said() -> None:
    assert refused(b"") == "empty"
    assert refused(b"P<LSO") == "unknown"
    assert refused(b"%PDF-1.7 and so on" * 10) == "unknown"
    assert refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 5) == "unknown"
    assert refused(b"\0\0\0\x18ftypheic" + b"\0" * 50) == "heic"
    assert refused(b"x" * (LARGEST_FILE + 1)) == "too_large"


def test_a_truncated_picture_is_damaged() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
    data = saved(Image.fromarray(noise))
    assert refused(data[: len(data) // 3]) == "damaged"


@pytest.mark.parametrize("format", ["GIF", "PNG", "TIFF", "BMP", "WEBP", "PPM"])
def test_a_picture_cut_anywhere_is_a_picture_or_a_sentence(format: str) -> None:
    frames = [Image.new("L", (70, 80), shade) for shade in (0, 90)]
    more = {"save_all": True, "append_images": frames[1:]} if format == "GIF" else {}
    data = saved(frames[0], format, **more)
    assert all(taken_or_refused(data[:kept]) for kept in range(min(len(data), 400)))


def test_a_gif_that_ends_within_its_second_picture_is_damaged() -> None:
    """Found by chance: the decoder raises IndexError."""
    first = "474946383761500046008100ffffff0707410700000000000000002c00070000000000000000"
    assert refused(bytes.fromhex(first + "002c0000000050004600" + "40")) == "damaged"


def test_a_part_that_says_it_is_longer_than_its_file_takes_no_memory() -> None:
    """A PNG of 310 bytes took two gigabytes (found by chance)."""
    data = bytearray(saved(Image.effect_noise((80, 80), 90)))
    data[33:37] = (0x8100_0000).to_bytes(4, "big")  # the length of what follows the header
    asked = [sys.executable, "-c", _MOST_MEMORY, data[:310].hex()]
    assert int(subprocess.check_output(asked)) < 500_000


def test_a_bomb_is_refused_by_its_header() -> None:
    assert refused(bomb(32_000, 32_000)) == "too_many_pixels"
    assert refused(bomb(9_000, 7_000)) == "too_many_pixels"


def test_a_picture_without_room_for_a_document_is_refused() -> None:
    assert refused(saved(Image.new("L", (20, 400)))) == "too_small"


def test_an_animation_is_refused() -> None:
    frames = [Image.new("L", (100, 100), shade) for shade in (0, 90, 200)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert refused(data) == "animated"


@settings(max_examples=examples(150))
@given(st.binary(max_size=400), st.integers(0, 40))
def test_whatever_arrives_is_a_picture_or_a_sentence(noise: bytes, kept: int) -> None:
    for data in (noise, saved(Image.new("L", (80, 80), 7), "JPEG")[: kept * 20] + noise):
        assert taken_or_refused(data)
