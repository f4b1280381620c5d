"""A real small disk fills up: copies go first, then pictures, then evidence; decisions last."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.posts import ended, new_post

FILL = """
from datetime import date
from io import BytesIO
from pathlib import Path
import sqlite3
from django.conf import settings
from django.db import DatabaseError
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.services import decide, open_inspection
from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services, space
from moeli.platform.blobs.models import Blob
from moeli.platform.blobs.services import retiring
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.standards import icao9303

PICTURE = b"\\xff\\xd8\\xff" + os.urandom(600_000)
class Run:
    arguments = cursor = {}
    def progress(self, *_told): pass
number = 0

def keep(retention):
    try:
        blob = services.keep(actor=SYSTEM, scope="identity", subject="case:1", place="MSB",
                             stream=BytesIO(PICTURE), retention=retention)
    except MoeliError as error:
        return error.code
    say("kept", retention, blob.id)
    return "kept"

def decision():
    global number
    number += 1
    zone = "\\n".join(icao9303.build(format="TD3", document_code="P", issuing_state="ZAF",
        document_number=f"A{number:08d}", primary_identifier="FICTIONAL", secondary_identifier="X",
        nationality="ZAF", birth_date=date(1990, 1, 1), sex="F", expiry_date=date(2031, 1, 1)))
    try:
        inspection = open_inspection(actor=SYSTEM, place="MSB", desk="1", direction=Direction.ENTRY,
                                     zone=zone, reason="primary")
        made = decide(actor=SYSTEM, inspection_id=inspection.id, outcome=Outcome.ADMITTED,
                      idempotency_key=uuid7())
    except (DatabaseError, OSError):
        return False
    say("decided", made.id)
    return True

retiring.tend(Run())
say("reserve", space.reserve_path().exists())
for _ in range(12):
    say("answer", "derived", keep("derived"))
for retention in ("document_picture", "case_file"):
    for _ in range(2000):
        answer = keep(retention)
        if answer != "kept":
            copies = Blob.objects.living().filter(kept_as="derived").count()
            say("refused", retention, answer, "copies left", copies)
            break
        assert decision()
say("answer", "document_picture", keep("document_picture"))
assert decision()
# something that does not belong to Moeli takes the rest
filler = Path(settings.MOELI_HOME) / "filler"
with filler.open("wb") as file:
    try:
        while True:
            file.write(bytes(4096)); file.flush()
    except OSError:
        pass
while decision():
    pass
say("full")
retiring.tend(Run())
say("reserve", space.reserve_path().exists())
for _ in range(100):  # the reserve is 3.2 MB here
    assert decision()
say("answer", "case_file", keep("case_file"))
"""
READ = """
from uuid import UUID
from moeli.crossings.models import Decision
from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services
from moeli.platform.blobs.models import Blob
from moeli.platform.journal.verify import verify
from moeli.platform.blobs import store
for blob in Blob.objects.living():
    with services.opened(actor=SYSTEM, blob_id=blob.id, subject="case:1", purpose="test") as file:
        assert len(file.read()) == file.size == 600_003
    say("kept", blob.kept_as, blob.id)
for id in Decision.objects.values_list("id", flat=True):
    say("decided", id)
assert list((store.folder() / "drafts").iterdir()) == []
assert verify().sound
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An ext4 of 64 MB on a loop device; a tmpfs where loop devices are not to be had."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    image, disk = tmp_path / "disk.img", tmp_path / "disk"
    disk.mkdir()
    image.touch()
    os.truncate(image, 64 * 1024 * 1024)
    made = subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=False)
    mounted = made.returncode == 0 and _mount("-o", "loop", str(image), str(disk))
    if not mounted and not _mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)):
        pytest.skip("neither a loop device nor a tmpfs can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def _mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def test_a_disk_that_fills_up_gives_way_in_order_and_decisions_come_last(small_disk: Path) -> None:
    new_post(small_disk / "home")
    said = ended(small_disk / "home", FILL)
    order = [line for line in said if not line.startswith(("kept", "decided"))]
    assert order[0] == "reserve True"
    assert order[1:13] == ["answer derived kept"] * 12
    assert order[13].startswith("refused document_picture no_space_picture copies left 0")
    assert order[14].startswith("refused case_file no_space_evidence copies left 0")
    assert order[15:] == [
        "answer document_picture no_space_picture",
        "full",
        "reserve False",
        "answer case_file no_space_evidence",
    ]
    _nothing_acknowledged_is_lost(small_disk / "home", said)


def _nothing_acknowledged_is_lost(home: Path, said: list[str]) -> None:
    promised = {line for line in said if line.startswith(("kept", "decided"))}
    copies = {line for line in promised if line.startswith("kept derived")}
    pictures = {line for line in promised if line.startswith("kept document_picture")}
    evidence = {line for line in promised if line.startswith("kept case_file")}
    decisions = {line for line in promised if line.startswith("decided")}
    assert len(copies) == 12
    assert len(pictures) >= 20
    assert len(evidence) >= 3
    assert len(decisions) >= 100 + len(pictures) + len(evidence)
    assert promised - copies <= set(ended(home, READ))
