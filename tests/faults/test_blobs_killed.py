"""Kill -9 while files are kept and packs are made: what was promised is whole, nothing is half."""

import random
import time
from pathlib import Path

import pytest

from tests.faults.posts import ended, new_post, running
from tests.platform.packs.handed import alone

KEEP = """
from io import BytesIO
from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services
while True:
    content = os.urandom(3_000_000)
    blob = services.keep(actor=SYSTEM, scope="criminal", subject="case:1", stream=BytesIO(content),
                         retention="evidence", place="MSB")
    import hashlib
    say(blob.id, hashlib.sha256(content).hexdigest())
"""
READ = """
from uuid import UUID
from moeli.platform.access.actor import SYSTEM
from moeli.platform.blobs import services, selectors
from moeli.platform.blobs.models import Blob
from moeli.platform.journal.verify import verify
import hashlib
for blob in Blob.objects.living():
    with services.opened(actor=SYSTEM, blob_id=blob.id, subject="case:1", purpose="test") as file:
        say(blob.id, hashlib.sha256(file.read()).hexdigest())
assert selectors.missing() == []
assert verify().sound
"""
SWEEP = """
from datetime import timedelta
from moeli.platform import clock
from moeli.platform.blobs import store
from moeli.platform.blobs.models import Blob
from moeli.platform.blobs.services import retiring
class Run:
    arguments = cursor = {}
    def progress(self, *_told): pass
with clock.standing_still(clock.now() + timedelta(days=2)):
    retiring.sweep(Run())
rows = set(Blob.objects.values_list("address", flat=True))
assert {address for address, _ in store.stored()} == rows
assert list((store.folder() / "drafts").iterdir()) == []
"""
PACK = """
from io import BytesIO
from pathlib import Path
from moeli.platform import node
from moeli.platform.access.actor import SYSTEM
from moeli.platform.packs import services
say(node.current().public_bytes.hex())
for number in range(10_000):
    made = services.make(actor=SYSTEM, files=[("exhibit.bin", BytesIO(os.urandom(5_000_000)))],
                         recipient="Court", purpose="Docket",
                         target=Path({stick!r}) / f"{{number}}.zip")
    say(made.path)
"""

COUNT = """
from moeli.platform.journal.models import Entry
say(Entry.objects.filter(verb="pack.made").count())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    new_post(tmp_path / "home")
    return tmp_path / "home"


def killed_after(home: Path, program: str, lines: int) -> list[str]:
    """What it said before it was killed, at some moment after `lines` lines."""
    with running(home, program) as process:
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(lines)]
        time.sleep(random.uniform(0, 0.06))
        process.kill()
        said += [
            line.strip()
            for line in process.stdout.read().splitlines(keepends=True)
            if line.endswith("\n")
        ]
    return [line for line in said if line]


@pytest.mark.parametrize("kills", [2, pytest.param(8, marks=pytest.mark.long)])
def test_what_was_kept_is_there_and_nothing_is_half_after_kill_9(home: Path, kills: int) -> None:
    promised = [line for _ in range(kills) for line in killed_after(home, KEEP, 3)]
    assert len(promised) >= 3 * kills
    assert set(promised) <= set(ended(home, READ))
    ended(home, SWEEP)


@pytest.mark.parametrize("kills", [2, pytest.param(8, marks=pytest.mark.long)])
def test_a_pack_is_whole_or_not_there_after_kill_9(home: Path, tmp_path: Path, kills: int) -> None:
    promised, seen = 0, 0
    for turn in range(kills):
        stick = tmp_path / f"stick-{turn}"
        stick.mkdir()
        key, *paths = killed_after(home, PACK.format(stick=str(stick)), 3)
        packs = [path for path in stick.iterdir() if not path.name.startswith(".")]
        assert {str(path) for path in packs} >= set(paths)
        assert [path for path in packs if alone(path, "--key", key).returncode != 0] == []
        promised, seen = promised + len(paths), seen + len(packs)
    assert seen >= promised >= 2 * kills
    (entries,) = ended(home, COUNT)
    assert int(entries) >= seen
