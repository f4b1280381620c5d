"""`./moeli verify`: a pack is checked without a database, a home folder or Django."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.packs.handed import made, own_key

ROOT = Path(__file__).resolve().parents[2]


def verify(*words: str) -> subprocess.CompletedProcess[str]:
    watch = (
        "import sys; from moeli.cli import main; code = main(['verify', *sys.argv[1:]]);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    surroundings = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", watch, *words]
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)


@pytest.mark.django_db
def test_a_pack_is_verified_without_the_house(tmp_path: Path) -> None:
    pack = str(made(tmp_path / "docket.zip").path)
    ended = verify(pack, "--key", own_key())
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Genuine")
    assert verify(pack).returncode == 2
    assert '"state": "proved"' in verify(pack, "--json", "--key", own_key()).stdout


def test_what_is_no_pack_answers_1(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    assert verify(str(tmp_path / "x")).returncode == 1
