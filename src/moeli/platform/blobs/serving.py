"""A file as an answer to a browser: to be saved, not run, whatever is in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from uuid import UUID

from django.http import StreamingHttpResponse

from moeli.platform.blobs.media_types import OPAQUE
from moeli.platform.blobs.selectors import Opened, opened
from moeli.platform.room import Actor

_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/tiff": "tif",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "video/webm": "webm",
}
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def attachment(
    *,
    actor: Actor,
    blob_id: UUID,
    subject: str,
    purpose: str,
    place: str = "",
    media_type: str = "",
) -> StreamingHttpResponse:
    """The file of `subject` as a download with a neutral name; an `<img>` may show it all the same.

    `media_type` is what its room found it to be, where the store keeps it opaque. Authorised by
    the caller, journaled and proved before the first byte: see `opened`.
    """
    stack = ExitStack()
    file = stack.enter_context(
        opened(actor=actor, blob_id=blob_id, subject=subject, purpose=purpose, place=place)
    )
    told = media_type if media_type and file.media_type == OPAQUE else file.media_type
    response = StreamingHttpResponse(_Pieces(stack, file), content_type=told)
    name = f"moeli-{str(blob_id)[-12:]}.{_ENDINGS.get(told, 'bin')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    for header, value in HEADERS.items():
        response[header] = value
    return response


class _Pieces:
    """The file's pieces; closes the file after the last, or with the answer that nobody read."""

    def __init__(self, stack: ExitStack, file: Opened) -> None:
        self._stack, self._file = stack, file

    def __iter__(self) -> Iterator[bytes]:
        with self._stack:
            yield from self._file.pieces()

    def close(self) -> None:
        self._stack.close()
