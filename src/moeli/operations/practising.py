"""The home of the practice desk, and how its process is started: apart from everything live."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from moeli.operations.errors import OperationsError
from moeli.operations.settling.home_toml import remember_all
from moeli.operations.supervision.children import Child
from moeli.platform import keyfiles, node
from moeli.platform.errors import MoeliError
from moeli.practice.beginning import BEGIN_AGAIN

_KEPT: Final = {"moeli.toml", "tls", "static"}
_LAST: Final = (BEGIN_AGAIN, "node.toml")  # so that what was interrupted is still asked for
_OWNER_ONLY = 0o700
_SOURCE: Final = Path(__file__).resolve().parents[2]
_OUR_OWN: Final = {"DJANGO_SETTINGS_MODULE", "LC_CTYPE"}  # set by this process itself
_PASSED_ON: Final = ("PATH", "LANG", "LC_ALL", "TZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How the practice desk is reached; certificate and key are files, or neither is there."""

    host: str
    port: int
    hosts: tuple[str, ...]
    certificate: Path | None = None
    key: Path | None = None


def furnish(home: Path, served: Served | None = None, *, live: Path | None = None) -> None:
    """Make the home of a practice desk, or what is missing; `served` writes how it is reached.

    Raises MoeliError `practice_home` for a folder that holds something else, or that lies in the
    `live` home or around it.
    """
    if live and (home == live or home in live.parents or live in home.parents):
        raise MoeliError(OperationsError.PRACTICE_HOME, folder=home)
    if not node.is_practice(home) and home.exists() and _beyond_kept(home):
        raise MoeliError(OperationsError.PRACTICE_HOME, folder=home)
    home.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
    home.chmod(_OWNER_ONLY)
    node.load_or_make(home, role=node.Role.BOTH, practice=True)
    if served:
        _remember(home, served)


def empty(home: Path) -> None:
    """Throw away all that the practice desk recorded, its keys too; how it is reached stays."""
    if not node.is_practice(home):
        raise MoeliError(OperationsError.PRACTICE_HOME, folder=home)
    for each in _beyond_kept(home):
        if each.name not in _LAST:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    for name in _LAST:
        (home / name).unlink(missing_ok=True)


def surroundings(home: Path) -> dict[str, str]:
    """The whole environment of a practice process: nothing in it names another home."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    own = {"HOME": str(home), "MOELI_HOME": str(home), "PYTHONPATH": str(_SOURCE)}
    return passed | own


def is_apart(home: Path) -> bool:
    """Whether this process knows of no other home: by its environment, and by where it works."""
    return set(os.environ) <= {*surroundings(home), *_OUR_OWN} and Path.cwd() == home


def child(home: Path) -> Child:
    """The practice desk as a part of a live site."""
    return Child("practice", _words(home), apart=home, only=surroundings(home))


def web(home: Path) -> Child:
    """Its pages."""
    return Child("web", (*_words(home), "--only", "web"), apart=home, only=surroundings(home))


def alone(home: Path) -> None:
    """Begin this process anew with nothing but the practice desk's own surroundings."""
    os.chdir(home)
    command = [sys.executable, "-P", *_words(home)]
    os.execve(sys.executable, command, surroundings(home))  # noqa: S606 -- ourselves


def _words(home: Path) -> tuple[str, ...]:
    return ("-m", "moeli", "practice", "--home", str(home))


def _beyond_kept(home: Path) -> list[Path]:
    return [each for each in home.iterdir() if each.name not in _KEPT]


def _remember(home: Path, served: Served) -> None:
    told: dict[str, str | list[str]] = {
        "settings": "practice",
        "host": served.host,
        "port": str(served.port),
        "hosts": list(served.hosts),
    }
    if served.certificate and served.key:
        told |= {"certificate": "tls/server.pem", "certificate_key": "tls/server.key"}
        _copy(served.certificate, home / "tls" / "server.pem")
        _copy(served.key, home / "tls" / "server.key")
    remember_all(home, told)


def _copy(source: Path, target: Path) -> None:
    """A copy of its own, so that the practice desk need not look into the live home."""
    target.parent.mkdir(exist_ok=True, mode=_OWNER_ONLY)
    keyfiles.replace(target, source.read_bytes())
