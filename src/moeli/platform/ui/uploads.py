"""A bound on what one request may upload, before it fills the memory or the disk."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Stops a request larger than MOELI_LARGEST_UPLOAD bytes, whatever length it announced.

    It stands before the handlers that keep the files; pages bound their own files more tightly.
    """

    def __init__(self, request: Any = None) -> None:  # noqa: ANN401 -- as Django declares it
        super().__init__(request)
        self._received = 0

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401 -- as Django declares it
        META: Mapping[str, str],  # noqa: N803 -- Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse at once what announces too much. Raises RequestDataTooBig: a 400."""
        self._check(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Refuse what grows too large on the way; otherwise hand it on."""
        self._received += len(raw_data)
        self._check(self._received)
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """The next handler keeps the file."""
        return None

    def _check(self, size: int) -> None:
        if size > settings.MOELI_LARGEST_UPLOAD:
            raise RequestDataTooBig("the request is larger than this house takes")
