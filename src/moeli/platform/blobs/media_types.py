"""What a file is, by its content: names and types that senders state are not believed."""

from collections.abc import Sequence

from moeli.platform.blobs.errors import BlobError, PictureError
from moeli.platform.errors import MoeliError

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/tiff")
OPAQUE = "application/octet-stream"
HEAD_BYTES = 64
PIXELS = 50_000_000  # of a picture at most; the process that decodes it has the same bound

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")


def by_content(head: bytes) -> str:
    """The media type that the first `HEAD_BYTES` of a file show; `OPAQUE` for any other."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return next((name for start, name in _STARTS if head.startswith(start)), OPAQUE)


def accepted(head: bytes, stated: str, allowed: Sequence[str]) -> str:
    """The type under which a file is kept; an empty `allowed` takes any, as it is.

    Raises MoeliError when the content is not of an `allowed` type, or not what is `stated`.
    """
    found = by_content(head)
    if allowed and found == "image/heic":
        raise MoeliError(PictureError.HEIC)
    if allowed and found not in allowed:
        raise MoeliError(BlobError.TYPE_REFUSED, types=", ".join(map(_short, allowed)))
    if stated not in {"", OPAQUE, found} and found != OPAQUE:
        raise MoeliError(BlobError.TYPE_DIFFERS)
    return found


def _short(media_type: str) -> str:
    return media_type.split("/")[1].upper()
