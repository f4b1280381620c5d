"""The names of backups, how one appears whole, and which are let go."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError

_SUFFIX = ".age"
_PARTIAL = ".partial"


def name_for(node: Mapping[str, Any], moment: datetime) -> str:
    """The file's name: the node, then the moment in UTC, so that names sort by age."""
    return f"{_stem(node)}{moment.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}{_SUFFIX}"


def backups_in(folder: Path, node: Mapping[str, Any]) -> list[Path]:
    """This node's backups in `folder`, the oldest first."""
    return sorted(folder.glob(f"{_stem(node)}*{_SUFFIX}"))


@contextmanager
def partial(target: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A file that becomes `target` when the second of the pair is called, and else is gone.

    What killed processes left of the same node goes too.
    """
    draft = target.with_name(f".{target.name}{_PARTIAL}")
    stem = target.name.rpartition("-")[0]
    for left in target.parent.glob(f".{stem}-*{_PARTIAL}"):
        left.unlink(missing_ok=True)
    try:
        yield draft, lambda: _put(draft, target)
    except OSError as error:
        raise MoeliError(OperationsError.NOT_WRITTEN, why=error.strerror or "") from error
    finally:
        draft.unlink(missing_ok=True)


def let_go(newest: Path, node: Mapping[str, Any], keep: int) -> int:
    """Remove all but the `keep` newest beside `newest`; returns how many are there now.

    `newest` was written just now and stays, whatever the clock said when it got its name.
    """
    found = [file for file in backups_in(newest.parent, node) if file != newest] + [newest]
    for old in found[: -max(1, keep)]:
        old.unlink(missing_ok=True)
    return min(len(found), max(1, keep))


def _put(draft: Path, target: Path) -> None:
    draft.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stem(node: Mapping[str, Any]) -> str:
    """The place is named, since people look for it; the end of the id tells nodes apart."""
    place = node.get("port") or node.get("place") or node["role"]
    return f"moeli-{place}-{str(node['id'])[-12:]}-".lower()
