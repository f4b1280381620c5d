"""What tests and checks need besides a running Moeli: libraries here, Debian's packages there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_PACKAGES: dict[str, Callable[[], object]] = {
    "chromium": lambda: shutil.which("chromium"),  # the only one that has a camera
    "chromium-headless-shell": lambda: chromium(),
    "curl": lambda: shutil.which("curl"),
    "gettext": lambda: shutil.which("msgfmt"),
    "postgresql": lambda: postgresql_programs(),
}


class WorkshopError(Exception):
    """Something is missing; `str()` says what and how to get it."""


def chromium() -> str | None:
    """Debian's Chromium: the one without a screen, which needs half the time, or the whole one."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def postgresql_programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest; None without."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def furnish(*packages: str) -> None:
    """Install what is missing. Raises WorkshopError."""
    _libraries()
    missing = [name for name in packages if not _PACKAGES[name]()]
    if missing:
        _install(missing)
    still = [name for name in missing if not _PACKAGES[name]()]
    if still:
        raise WorkshopError(f"Please install {' '.join(still)} (Debian: apt-get install).")


def _libraries() -> None:
    """The libraries of `requirements/test.txt`, into the environment that runs this."""
    wanted = ROOT / "requirements" / "test.txt"
    stamp = Path(sys.prefix) / "moeli-test-requirements.txt"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    print("installing what the tests need (once)", flush=True)
    uv = Path(sys.executable).with_name("uv")
    command = [
        str(uv),
        "--no-config",
        "--system-certs",
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
    ]
    done = subprocess.run([*command, "--require-hashes", "-r", str(wanted)], check=False)
    if done.returncode:
        raise WorkshopError("The libraries of the tests could not be installed; see above.")
    shutil.copyfile(wanted, stamp)


def _install(packages: list[str]) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"installing {' '.join(packages)}", flush=True)
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *words], env=surroundings, check=False)
