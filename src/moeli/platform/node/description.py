"""`node.toml`: what anyone may know of a node, and where its keys lie.

    id = "0193a5d0-…"        # never changes
    epoch = 1                # grows when the node is rebuilt from a backup
    role = "post"            # post, hq or (demonstrations only) both
    port = "MSB"             # short code of the port of entry; "" at headquarters
    live_from = 2026-11-24   # the first day on which a missing record means something, if any
    keys = "keys"            # the folder of all private keys, within the home folder
    practice = true          # on a practice desk only: nothing that this node holds is real

The older name of `port`, `place`, is still read.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import MoeliError, PlatformError

NAME = "node.toml"
_KEYS = "keys"


class Role(StrEnum):
    """What a node is; `both` exists for demonstrations only."""

    POST = "post"
    HEADQUARTERS = "hq"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Description:
    """The content of `node.toml`."""

    id: UUID
    epoch: int
    role: Role
    port: str = ""
    live_from: date | None = None
    keys: str = _KEYS
    practice: bool = False

    def text(self) -> str:
        """The file that reads as this description."""
        lines = [
            f'id = "{self.id}"',
            f"epoch = {self.epoch}",
            f'role = "{self.role}"',
            f"port = {json.dumps(self.port)}",
        ]
        lines += [f"live_from = {self.live_from.isoformat()}"] if self.live_from else []
        lines += [f"keys = {json.dumps(self.keys)}"] if self.keys != _KEYS else []
        lines += ["practice = true"] if self.practice else []
        return "\n".join(lines) + "\n"


def read(path: Path) -> Description:
    """What the file at `path` says. Raises MoeliError when it is not such a file."""
    try:
        return _described(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise unusable(path, error.strerror or "") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise unusable(path, _("it does not hold a valid id, epoch, role and port")) from error


def is_practice(home: Path) -> bool:
    """Whether the node in `home` is a practice desk; what cannot be read is not one."""
    try:
        return read(home / NAME).practice
    except MoeliError:
        return False


def keys_folder(home: Path) -> Path:
    """Where the private keys of the node in `home` lie; before there is a node, where they will.

    Raises MoeliError when `node.toml` cannot be read.
    """
    path = home / NAME
    return home / (_keys_named_in(path) if path.exists() else _KEYS)


def unusable(path: Path, why: str | Promise) -> MoeliError:
    """The error that says why the file cannot be used."""
    return MoeliError(PlatformError.NODE_FILE, file=path.name, why=why)


def _described(table: Mapping[str, Any]) -> Description:
    return Description(
        id=UUID(table["id"]),
        epoch=_epoch(table),
        role=Role(table["role"]),
        port=str(table["port"] if "port" in table else table["place"]),
        live_from=_day(table.get("live_from")),
        keys=_folder(str(table.get("keys", _KEYS))),
        practice=_mark(table.get("practice", False)),
    )


@cache
def _keys_named_in(path: Path) -> str:
    return read(path).keys


def _folder(name: str) -> str:
    """A backup takes the home folder whole: keys that lie outside it would be lost."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError("the folder of the keys lies within the home folder")
    return name


def _mark(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("practice is true or false")


def _epoch(table: Mapping[str, Any]) -> int:
    epoch = int(table["epoch"])
    if epoch < 1:
        raise ValueError("epochs are counted from 1")
    return epoch


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("live_from is a day, without quotation marks")
