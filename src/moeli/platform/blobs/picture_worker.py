"""Redraws one picture in a process of its own, which may die: standard input to standard output.

Run as a file, by `pictures.redrawn`; it imports nothing of the house. Its answer is one line of
JSON, `{"said": …}`, and after `"said": "ok"` the picture: its pixels, upright, and nothing else.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import Any, cast

from PIL import Image, UnidentifiedImageError

PIXELS = 50_000_000
SMALLEST = 16
MEMORY = 1_280 * 1024 * 1024
SECONDS = 15
ANSWER = 192 * 1024 * 1024
DARK = 8  # of 255: below it no camera saw anything
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_ORIENTATION = 274  # the tag of EXIF


class RefusedError(Exception):
    """A picture that is not taken; the text is the code of the reason."""


def main() -> None:
    """Answer and end."""
    limit()
    warnings.simplefilter("ignore")
    data = sys.stdin.buffer.read()
    try:
        about, drawn = redraw(data)
    except RefusedError as error:
        about, drawn = {"said": str(error)}, b""
    except MemoryError:
        about, drawn = {"said": "picture_too_hard"}, b""
    except Exception:  # noqa: BLE001 -- decoders raise of every kind; the process ends here anyway
        about, drawn = {"said": "picture_damaged"}, b""
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + drawn)


def limit() -> None:
    """What the process may take of the machine; the system ends it when it takes more."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def redraw(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The picture's particulars and its file drawn anew; decoders raise of every kind."""
    Image.MAX_IMAGE_PIXELS = None  # our own bound comes first, with a sentence of its own
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        raise RefusedError("not_a_picture") from None
    _require_measure(*image.size)
    if getattr(image, "n_frames", 1) > 1:
        raise RefusedError("picture_animated")
    came_as = image.format
    upright = _upright(image)
    plain = _plain(upright)
    if _brightest(plain) < DARK:
        raise RefusedError("picture_black")
    return _encoded(plain, photograph=came_as in {"JPEG", "WEBP"})


def _require_measure(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise RefusedError("picture_too_many_pixels")
    if min(width, height) < SMALLEST:
        raise RefusedError("picture_too_small")


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as its orientation tag says; a damaged tag turns nothing."""
    turns = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_270],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_90],
    }
    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 -- what cannot be read there is thrown away in any case
        orientation = 1
    image.load()
    for turn in turns.get(orientation, []) if isinstance(orientation, int) else []:
        image = image.transpose(turn)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone in 8-bit grey or colour, on white where they were transparent."""
    if image.mode in {"I;16", "I;16B", "I;16L", "I;16N", "I", "F"}:
        image = _eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.new("RGBA", seen.size, "white")
        image.alpha_composite(seen)
    mode = "L" if image.mode in {"1", "L"} else "RGB"
    drawn = Image.new(mode, image.size)
    drawn.paste(image.convert(mode))
    return drawn


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deep grey scaled, not cut off: 16 bits by their own range, wider ones by what they hold."""
    wide = image.convert("F")
    low, high = cast("tuple[float, float]", wide.getextrema())
    if image.mode.startswith("I") and low >= 0:
        low, high = 0.0, max(high, 65535.0)
    scale = 255.0 / ((high - low) or 1.0)
    return wide.point(lambda value: value * scale - low * scale).convert("L")


def _brightest(image: Image.Image) -> int:
    counts = image.convert("L").histogram()
    return max(value for value, count in enumerate(counts) if count)


def _encoded(image: Image.Image, *, photograph: bool) -> tuple[dict[str, Any], bytes]:
    written = BytesIO()
    if photograph:
        image.save(written, "JPEG", quality=92)
    else:
        image.save(written, "PNG", compress_level=3)
    media_type = "image/jpeg" if photograph else "image/png"
    about = {"said": "ok", "width": image.width, "height": image.height, "media_type": media_type}
    return about, written.getvalue()


if __name__ == "__main__":
    main()
