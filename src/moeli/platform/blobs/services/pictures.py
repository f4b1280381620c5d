"""Keeping pictures: redrawn without position and particulars; as they came, only as evidence."""

from dataclasses import dataclass
from io import BytesIO

from moeli.platform import clock
from moeli.platform.blobs import classes, pictures
from moeli.platform.blobs.errors import BlobError
from moeli.platform.blobs.incoming import Readable
from moeli.platform.blobs.models import Blob
from moeli.platform.blobs.services.keeping import Laid, keep, lay
from moeli.platform.errors import MoeliError
from moeli.platform.room import Actor

_DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """`picture` is the one to show, redrawn; `original` the one as it came, where it is kept."""

    picture: Blob
    original: Blob | None
    width: int
    height: int


def keep_picture(
    *,
    actor: Actor,
    scope: str,
    subject: str,
    stream: Readable,
    retention: str,
    place: str = "",
) -> KeptPicture:
    """Keep one picture. The redrawn one is turned upright and carries nothing but its pixels.

    Where the class keeps originals, the original is kept under it, and the redrawn picture as a
    derived copy, which can be made again. Raises MoeliError with a `PictureError` or `BlobError`
    code; the caller's work goes on without the picture.
    """
    kind = classes.on(retention, clock.today())
    came = _all(stream, min(kind.cap, pictures.LARGEST))
    drawn = pictures.redrawn(came)

    def kept(data: bytes, media_type: str, kept_as: str) -> Blob:
        return keep(
            actor=actor,
            scope=scope,
            subject=subject,
            stream=BytesIO(data),
            retention=kept_as,
            media_type=media_type,
            place=place,
        )

    original = kept(came, "", retention) if kind.original else None
    picture = kept(drawn.data, drawn.media_type, _DERIVED if original else retention)
    return KeptPicture(picture, original, drawn.width, drawn.height)


def lay_picture(
    *, scope: str, subject: str, stream: Readable, retention: str, place: str = ""
) -> Laid:
    """Draw one picture anew and write it, outside any transaction; `register` gives it its row.

    Its class keeps no originals. Raises as `keep_picture`.
    """
    kind = classes.on(retention, clock.today())
    drawn = pictures.redrawn(_all(stream, min(kind.cap, pictures.LARGEST)))
    return lay(
        scope=scope,
        subject=subject,
        stream=BytesIO(drawn.data),
        retention=retention,
        media_type=drawn.media_type,
        place=place,
    )


def _all(stream: Readable, most: int) -> bytes:
    blocks, size = [], 0
    while block := stream.read(1024 * 1024):
        blocks.append(block)
        size += len(block)
        if size > most:
            raise MoeliError(BlobError.TOO_LARGE, megabytes=most // (1024 * 1024))
    if not size:
        raise MoeliError(BlobError.EMPTY)
    return b"".join(blocks)
