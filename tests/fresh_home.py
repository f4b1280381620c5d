"""A home with tables and keys and nothing in them: made once by each test process, then copied."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests import old_home


def put(home: Path) -> Path:
    """A fresh home in `home`, as `./moeli migrate` leaves it; others may not look inside.

    Two of one run are the same node: for two that meet, let each migrate its own.
    """
    shutil.copytree(_made(), home, dirs_exist_ok=True)
    home.chmod(0o700)
    return home


@cache
def _made() -> Path:
    folder = tempfile.mkdtemp(prefix="moeli-fresh-home-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = Path(folder) / "home"
    done = old_home.moeli(home, "migrate")
    assert done.returncode == 0, done.stderr
    return home
