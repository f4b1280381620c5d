"""How fast versions are judged, published, carried and asked for, on a database of its own."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps

if TYPE_CHECKING:
    from moeli.platform.access.actor import Actor
    from moeli.platform.publications.models import Version

_CHANNEL = "rules.desk"
_QUICK, _FULL = 10, 200
_LINES = 20_000


def run(*, quick: bool) -> dict[str, Any]:
    """Acts a second, each in transactions of its own.

    It needs a process of its own: RuntimeError when Django already serves another home folder.
    """
    if apps.ready:
        raise RuntimeError("the bench of publications writes to no database that is in use")
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        _move_in(Path(home))
        rows = _measured(_QUICK if quick else _FULL)
    return {"database": "SQLite, WAL, synchronous=FULL", "rows": rows}


def _move_in(home: Path) -> None:
    os.environ["MOELI_HOME"] = str(home)
    os.environ["MOELI_ANCHOR_COPY"] = str(home / "second-place" / "anchors.jsonl")
    os.environ.pop("MOELI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _measured(count: int) -> list[dict[str, Any]]:
    from django.db import connection

    from moeli.platform import clock
    from moeli.platform.publications import bundles, lettering, selectors

    first, second = _person("one"), _person("two")
    today, text = clock.today(), "Tšepo Mokhotlong, 4 Kingsway\n".encode() * _LINES
    works: dict[str, tuple[int, Callable[[], object]]] = {
        "publish with approval": (count, lambda: _publish(first, second)),
        "go back": (count, lambda: _go_back(first)),
        "ask what is in force": (20 * count, lambda: selectors.in_force(_CHANNEL, today)),
        "read what is in force": (20 * count, lambda: selectors.content_in_force(_CHANNEL, today)),
        "bundle": (count, lambda: bundles.to_bytes(_newest())),
        "believe a version already held": (count, lambda: _accept_again()),
        f"look at the letters of {_LINES:,} lines": (
            3,
            lambda: list(lettering.problems(text)),
        ),
    }
    rows = [_row(work, times, does) for work, (times, does) in works.items()]
    connection.close()
    return rows


def _person(username: str) -> "Actor":
    from moeli.platform import clock
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM, actor_of

    person = services.add_person(
        actor=SYSTEM,
        username=f"bench.{username}",
        name="Fictitious",
        agency="immigration",
        password="a long river of words",  # noqa: S106 -- of a database that is gone afterwards
    )
    services.grant_role(
        actor=SYSTEM, person_id=person.id, role="immigration_hq", first_day=clock.today()
    )
    return actor_of(person, clock.now())


def _publish(first: "Actor", second: "Actor") -> None:
    from moeli.platform import room
    from moeli.platform.approvals import services as approvals
    from moeli.platform.publications import selectors, services

    number = selectors.newest_number(_CHANNEL)
    packaged = room.publication_kinds()[_CHANNEL].packaged()
    content = packaged + f"# {number}\n".encode()
    staged = services.stage(actor=first, channel=_CHANNEL, content=content)
    asked = services.propose(actor=first, staged_id=staged.id, motive="bench", override="bench")
    approvals.grant(actor=second, approval_id=asked.id)
    services.publish(actor=first, staged_id=staged.id, approval_id=asked.id)


def _go_back(actor: "Actor") -> None:
    from moeli.platform.publications import services

    services.roll_back(actor=actor, channel=_CHANNEL, number=1, motive="bench")


def _newest() -> "Version":
    from moeli.platform.publications import selectors

    return selectors.after(_CHANNEL, selectors.newest_number(_CHANNEL) - 1)[0]


def _accept_again() -> None:
    from moeli.platform import node
    from moeli.platform.publications import bundles, services

    bundle, key = bundles.to_bytes(_newest()), node.current().public_bytes
    services.accept(bundle=bundle, trusted_key=key, known_number=None)


def _row(work: str, count: int, does: Callable[[], object]) -> dict[str, Any]:
    start = perf_counter()
    for _ in range(count):
        does()
    seconds = perf_counter() - start
    return {"work": work, "times": count, "seconds": seconds, "a second": count / seconds}
