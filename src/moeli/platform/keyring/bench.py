"""How fast keyring and vault seal, open and rotate, in a database that is gone afterwards."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps

if TYPE_CHECKING:
    from moeli.platform.vault.envelope import Binding

_QUICK, _FULL = 500, 10_000
_PLAIN = b'{"surname": "SPECIMEN", "given_names": "A BENCH", "birth_date": "1999-04-01"}'


def run(*, quick: bool) -> dict[str, Any]:
    """Fields, texts and subjects a second; a subject is one key, made or wrapped anew.

    It needs a process of its own: RuntimeError when Django already serves another home folder.
    """
    if apps.ready:
        raise RuntimeError("the bench of the vault turns no master key that is in use")
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        _move_in(Path(home))
        return _measured(_QUICK if quick else _FULL)


def _move_in(home: Path) -> None:
    os.environ["MOELI_HOME"] = str(home)
    for name in ("MOELI_DATABASE_URL", "MOELI_TRANSIT_ADDRESS"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _measured(count: int) -> dict[str, Any]:
    from django.db import connection

    from moeli.platform.keyring import rotation, services

    bindings = [_binding(f"person:{number}") for number in range(count)]
    one, [sealed] = bindings[0], services.seal_many([(bindings[0], _PLAIN)])
    works: dict[str, Callable[[], object]] = {
        "seal, one a call": lambda: [services.seal(one, _PLAIN) for _ in range(count)],
        "open, one a call": lambda: [services.unseal(one, sealed) for _ in range(count)],
        "open, all in one call": lambda: services.unseal_many([(one, sealed)] * count),
        "seal to a public key": lambda: _seal_to_all(count),
        "make keys of new subjects": lambda: _seal_all(bindings),
        "rotate the master key": lambda: rotation.rotate(lambda _done, _total: None),
    }
    rows = [_row(work, count, does) for work, does in works.items()]
    sound = services.unseal(one, sealed) == _PLAIN
    connection.close()
    return {"database": "SQLite, WAL, synchronous=FULL", "sound": sound, "rows": rows}


def _binding(subject: str) -> "Binding":
    from moeli.platform.vault.envelope import Binding

    return Binding(subject, "identity", "bench.Person", "name", subject)


def _seal_all(bindings: list["Binding"]) -> None:
    from django.db import transaction

    from moeli.platform.keyring import services

    with transaction.atomic():
        services.seal_many([(each, _PLAIN) for each in bindings])


def _seal_to_all(count: int) -> None:
    from moeli.platform.keyring.node_seal import sealing_public
    from moeli.platform.vault.sealing import seal_to

    public = sealing_public()
    for _ in range(count):
        seal_to(public, b"bench", _PLAIN, padded_to=256)


def _row(work: str, count: int, does: Callable[[], object]) -> dict[str, Any]:
    start = perf_counter()
    does()
    seconds = perf_counter() - start
    return {"work": work, "count": count, "seconds": seconds, "a second": count / seconds}
