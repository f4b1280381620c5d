"""Large files pass through in pieces: memory does not grow with them."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services
from moeli.platform.packs import services as packs
from moeli.platform.packs.handing import FromPieces
from tests.platform.blobs.files import OFFICER, SUBJECT

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
LARGE = 48


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_large_file_is_kept_read_and_packed_in_little_memory(tmp_path: Path) -> None:
    large = FromPieces(bytes(MEGABYTE) for _ in range(LARGE))
    with at_most(8):
        blob = services.keep(
            actor=OFFICER,
            scope="criminal",
            subject=SUBJECT,
            stream=large,
            retention="evidence",
        )
        with services.opened(
            actor=OFFICER, blob_id=blob.id, subject=SUBJECT, purpose="pack"
        ) as file:
            packs.make(
                actor=SYSTEM,
                files=[("large.bin", FromPieces(file.pieces()))],
                recipient="Court",
                purpose="Docket",
                target=tmp_path / "large.zip",
            )
    assert (tmp_path / "large.zip").stat().st_size > LARGE * MEGABYTE
