"""From the bytes of a picture to its grey values, with every limit checked before decoding."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from moeli.reading.strips import Picture

LARGEST_FILE = 40_000_000
LARGEST_PICTURE = 50_000_000
_HALVED_FROM = 5_000_000
_SMALLEST_SIDE = 60
_OPENED = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "PPM", "GIF")
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim")


class PictureError(ValueError):
    """These bytes are no picture that can be read; `code` says why, the text in a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def grey(data: bytes) -> Picture:
    """The picture as rows of grey values (uint8), turned as its camera was held.

    Raises PictureError: empty, too large, unknown, HEIC, animated, damaged, too small.
    """
    if not data:
        raise PictureError("empty", "The file is empty.")
    if len(data) > LARGEST_FILE:
        raise PictureError("too_large", "The file is larger than 40 MB. Send a smaller picture.")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise PictureError("heic", "HEIC pictures cannot be read. Set the camera to JPEG.")
    halved = _pixels(data) >= _HALVED_FROM
    how = cv2.IMREAD_REDUCED_GRAYSCALE_2 if halved else cv2.IMREAD_GRAYSCALE
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    if picture is None:
        raise PictureError("damaged", "The picture is damaged. Take it again.")
    return picture


def _pixels(data: bytes) -> int:
    """How many its header says there are; raises PictureError for what must not be decoded."""
    try:
        with Image.open(BytesIO(data), formats=_OPENED) as opened:
            width, height = opened.size
            frames = getattr(opened, "n_frames", 1) if opened.format == "GIF" else 1
            if opened.format == "PNG":
                opened.verify()  # OpenCV takes as much memory as a part says it is long
    except Image.DecompressionBombError:
        raise PictureError("too_many_pixels", _TOO_MANY) from None
    except UnidentifiedImageError:
        raise PictureError("unknown", _UNKNOWN) from None
    except Exception:  # noqa: BLE001 -- of damaged bytes a decoder raises whatever it meets
        raise PictureError("damaged", "The picture is damaged. Take it again.") from None
    if width * height > LARGEST_PICTURE:
        raise PictureError("too_many_pixels", _TOO_MANY)
    if min(width, height) < _SMALLEST_SIDE:
        raise PictureError("too_small", "The picture is too small to hold a document.")
    if frames > 1:
        raise PictureError("animated", "The picture is animated. Send a still one.")
    return width * height


_UNKNOWN = "This is not a picture. Send JPEG, PNG, WebP or TIFF."
_TOO_MANY = "The picture has more than 50 million pixels. Send a smaller one."
