"""How fast the journal records and verifies, on a database of its own that is gone afterwards."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.apps import apps

_QUICK, _FULL = 200, 5_000


def run(*, quick: bool) -> dict[str, Any]:
    """Entries a second: recorded one a transaction, recorded in one transaction, verified.

    It needs a process of its own: RuntimeError when Django already serves another home folder.
    """
    if apps.ready:
        raise RuntimeError("the bench of the journal writes to no journal that is in use")
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        _move_in(Path(home))
        return _measured(_QUICK if quick else _FULL)


def _move_in(home: Path) -> None:
    os.environ["MOELI_HOME"] = str(home)
    os.environ["MOELI_ANCHOR_COPY"] = str(home / "second-place" / "anchors.jsonl")
    os.environ.pop("MOELI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _measured(count: int) -> dict[str, Any]:
    from django.db import connection

    from moeli.platform.journal.verify import verify

    works: dict[str, Callable[[], object]] = {
        "record, one a transaction": lambda: _record_singly(count),
        "record, all in one transaction": lambda: _record(count),
    }
    rows = [_row(work, count, does) for work, does in works.items()]
    rows.append(_row("verify", 2 * count, verify))
    sound = verify().sound
    connection.close()
    return {"database": "SQLite, WAL, synchronous=FULL", "sound": sound, "rows": rows}


def _record_singly(count: int) -> None:
    for _ in range(count):
        _record(1)


def _record(count: int) -> None:
    from django.db import transaction

    from moeli.platform.journal.services import NewEntry, record_all

    body = {"purpose": "bench", "ids": ["01890a5d-ac96-774b-bcce-b302099a8057"]}
    new = NewEntry(verb="record.read", actor="bench", subject="bench", body=body)
    with transaction.atomic():
        record_all([new] * count)


def _row(work: str, count: int, does: Callable[[], object]) -> dict[str, Any]:
    start = perf_counter()
    does()
    seconds = perf_counter() - start
    return {"work": work, "entries": count, "seconds": seconds, "a second": count / seconds}
