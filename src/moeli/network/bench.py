"""How fast a post's entries are written and taken, between two homes that are gone afterwards.

Each site is a process of its own. What is measured is inside it: Python's start is not.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

_QUICK, _FULL = 250, 2_500  # travellers; each is two entries: inspection and decision


def run(*, quick: bool) -> dict[str, Any]:
    """Entries a second: written at a post, verified and taken with projection at headquarters."""
    travellers = _QUICK if quick else _FULL
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as folder:
        post, headquarters = Path(folder) / "post", Path(folder) / "hq"
        file = Path(folder) / "post.batches"
        cards = {home: _at(home, "settle", role) for home, role in _roles(post, headquarters)}
        _at(post, "believe", json.dumps(cards[headquarters]))
        _at(headquarters, "believe", json.dumps(cards[post]))
        _at(post, "fill", str(travellers))
        written, taken = _at(post, "write", str(file)), _at(headquarters, "take", str(file))
        again = _at(headquarters, "take", str(file))
        return _table(written, taken, again, file.stat().st_size)


def _roles(post: Path, headquarters: Path) -> list[tuple[Path, str]]:
    return [(post, "post"), (headquarters, "hq")]


def _table(
    written: dict[str, Any], taken: dict[str, Any], again: dict[str, Any], size: int
) -> dict[str, Any]:
    entries = written["entries"]
    both = {"entries": entries, "seconds": written["seconds"] + taken["seconds"]}
    works = {
        "export": written,
        "import, with projection": taken,
        "export and import": both,
        "the same file again": again | {"entries": entries},
    }
    rows = [
        {"work": work, **row, "a second": row["entries"] / row["seconds"]}
        for work, row in works.items()
    ]
    return {
        "database": "SQLite, WAL, synchronous=FULL, at both",
        "bytes an entry in the file": round(size / entries, 1),
        "applied": taken["applied"],
        "applied again": again["applied"],
        "rows": [
            {key: row[key] for key in ("work", "entries", "seconds", "a second")} for row in rows
        ],
    }


def _at(home: Path, act: str, *words: str) -> Any:  # noqa: ANN401 -- what the act answers, as JSON
    home.mkdir(exist_ok=True)
    ours = {key: value for key, value in os.environ.items() if not key.startswith("MOELI_")}
    ours |= {"MOELI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "moeli.config.settings.dev"}
    command = [sys.executable, "-P", "-m", __name__, act, *words]
    done = subprocess.run(command, env=ours, capture_output=True, text=True, check=True)  # noqa: S603 -- our own module
    return json.loads(done.stdout)


def _settle(role: str) -> tuple[str, str]:
    from moeli.platform import node

    port = "MSB" if role == "post" else ""
    node.load_or_make(Path(os.environ["MOELI_HOME"]), role=node.Role(role), port=port)
    _open()
    from django.core.management import call_command

    from moeli.network.services import own_card

    call_command("migrate", verbosity=0, interactive=False)
    card, text = own_card()
    return text, card.fingerprint


def _believe(card: str) -> str:
    _open()
    from moeli.network.services import admit
    from moeli.platform.access.actor import SYSTEM

    text, fingerprint = json.loads(card)
    return str(admit(actor=SYSTEM, text=text, fingerprint=fingerprint).node)


def _fill(travellers: str) -> int:
    _open()
    from django.db import transaction

    with transaction.atomic():
        for number in range(int(travellers)):
            _traveller(number)
    return int(travellers)


def _traveller(number: int) -> None:
    from moeli.crossings.outcomes import Direction, Outcome
    from moeli.crossings.services import decide, open_inspection
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.ids import uuid7

    inspection = open_inspection(
        actor=SYSTEM,
        place="MSB",
        desk=f"Desk {number % 8}",
        direction=Direction.ENTRY,
        zone=_zone(number),
        reason="primary",
    )
    decide(
        actor=SYSTEM,
        inspection_id=inspection.id,
        outcome=Outcome.ADMITTED,
        idempotency_key=uuid7(),
    )


def _zone(number: int) -> str:
    from datetime import date

    from moeli.standards import icao9303

    return "\n".join(
        icao9303.build(
            format="TD3",
            document_code="P",
            issuing_state="ZAF",
            document_number=f"M{number:08}",
            primary_identifier="FICTIONAL",
            secondary_identifier="LINEO",
            nationality="ZAF",
            birth_date=date(1990, 1, 1),
            sex="F",
            expiry_date=date(2031, 1, 1),
        )
    )


def _write(file: str) -> dict[str, Any]:
    _open()
    from moeli.network import selectors, services
    from moeli.platform.access.actor import SYSTEM

    [peer] = selectors.recipients()
    start = perf_counter()
    done = services.export(actor=SYSTEM, peer=peer, path=Path(file))
    return {"entries": done.entries, "seconds": perf_counter() - start}


def _take(file: str) -> dict[str, Any]:
    _open()
    from moeli.network import services
    from moeli.platform.access.actor import SYSTEM

    start = perf_counter()
    taken = list(services.import_file(actor=SYSTEM, path=Path(file)))
    seconds = perf_counter() - start
    applied = sum(each.applied for each in taken)
    return {"entries": sum(each.new for each in taken), "seconds": seconds, "applied": applied}


def _open() -> None:
    import django

    django.setup()


_ACTS: dict[str, Callable[..., Any]] = {
    "settle": _settle,
    "believe": _believe,
    "fill": _fill,
    "write": _write,
    "take": _take,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(_ACTS[sys.argv[1]](*sys.argv[2:])))
