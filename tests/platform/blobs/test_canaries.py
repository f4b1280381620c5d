"""What is planted in a file, its name and its type is in no file of the home folder and no log."""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services
from moeli.platform.packs import services as packs
from tests.platform.blobs.files import keep, read
from tests.platform.blobs.test_pictures import CANARY as POSITION
from tests.platform.blobs.test_pictures import with_position

CONTENT, NAME, TYPE = b"CANARYSTATEMENT", "CANARYNAME.pdf", b"application/pdf"
PICTURE = with_position()


def files_of_the_house(home: Path) -> Iterator[Path]:
    database = Path(str(django_settings.DATABASES["default"]["TEST"]["NAME"]))
    yield from database.parent.glob(f"{database.name}*")
    yield from (path for path in home.rglob("*") if path.is_file())


@pytest.fixture
def lived_through(
    transactional_db: None, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blob = keep(b"%PDF-1.7" + CONTENT * 1000, name=NAME, media_type="application/pdf")
    read(blob)
    with pytest.raises(ValueError, match="stopped"):
        keep_half()
    services.keep_picture(
        actor=SYSTEM,
        scope="criminal",
        subject="case:1",
        stream=BytesIO(PICTURE),
        retention="evidence",
    )
    packs.make(
        actor=SYSTEM,
        files=[(NAME, BytesIO(CONTENT))],
        recipient="Court",
        purpose="Docket",
        target=tmp_path_factory.mktemp("stick") / "pack.zip",
    )


def keep_half() -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 1_000_000:
                raise ValueError("stopped")
            return super().read(size)

    services.keep(
        actor=SYSTEM,
        scope="criminal",
        subject="case:1",
        stream=Broken(CONTENT * 200_000),
        retention="evidence",
    )


@pytest.mark.parametrize("canary", [CONTENT, NAME.encode(), TYPE, POSITION])
def test_no_file_of_the_house_holds_it(lived_through: None, home: Path, canary: bytes) -> None:
    if connection.vendor != "sqlite":
        pytest.fail("this test reads the file of SQLite")
    holding = [path for path in files_of_the_house(home) if canary in path.read_bytes()]
    assert holding == []


def test_the_files_are_looked_into(lived_through: None, home: Path) -> None:
    found = [path for path in files_of_the_house(home) if b"moeli.blob.v1" in path.read_bytes()]
    assert len(found) == 3


def test_no_log_line_holds_it(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.DEBUG)
    request.getfixturevalue("lived_through")
    lines = [each.getMessage() for each in caplog.records if each.name != "django.db.backends"]
    assert [line for line in lines if "CANARY" in line] == []
