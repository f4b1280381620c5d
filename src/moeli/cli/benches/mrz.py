"""Reading zones, beside the Python packages that do the same, on the same documents."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

from moeli.cli.benches import peers
from moeli.standards import icao9303

PEERS = ("mrz", "passporteye", "fastmrz")
FORMATS = ("TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA-ID")
_TODAY = date(2026, 11, 24)
_SEED = 9303
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
Told = Mapping[str, Any]


def run(*, quick: bool) -> dict[str, object]:
    """Documents per second on one core, the median of passes taken in turn."""
    drawn = documents(20 if quick else 400)
    question = {"seconds": 0.1 if quick else 1.5, "documents": drawn}
    absent = peers.absent(PEERS)
    readers = ["moeli", *(peer for peer in PEERS if peer not in absent)]
    passes = [{name: _pass(name, question) for name in readers} for _ in range(1 if quick else 3)]
    return {
        "data": f"{len(drawn['TD3'])} drawn documents a format, seed {_SEED}, {len(passes)} passes",
        "peers": ", ".join(f"{peer}: {why}" for peer, why in absent.items()) or "all installed",
        "rows": list(_rows(readers, passes)),
    }


def documents(count: int) -> dict[str, list[list[str]]]:
    """`count` fictitious documents of each format."""
    random = Random(_SEED)  # noqa: S311 -- drawn documents, no secret
    return {name: [list(_drawn(random, name)) for _ in range(count)] for name in FORMATS}


def _drawn(random: Random, name: str) -> tuple[str, ...]:
    state = "FRA" if name == "FRA-ID" else random.choice(("LSO", "ZAF", "GBR", "IND", "ZWE"))
    number = "".join(random.choices(_DIGITS, k=12 if name == "FRA-ID" else 8))
    return icao9303.build(
        format=name,
        document_code={"M": "V", "F": "ID"}.get(name[0], "P" if name == "TD3" else "I"),
        issuing_state=state,
        document_number=number,
        primary_identifier="".join(random.choices(_LETTERS, k=random.randint(4, 11))),
        secondary_identifier="".join(random.choices(_LETTERS, k=random.randint(3, 9))),
        nationality=state,
        birth_date=date(1990, 1, 1) + timedelta(days=random.randint(-15_000, 6_000)),
        sex=random.choice("MF"),
        expiry_date=_TODAY + timedelta(days=random.randint(1, 3_600)),
    )


def _rows(readers: list[str], passes: list[dict[str, Told]]) -> Iterator[dict[str, object]]:
    for name in FORMATS:
        speeds = {
            reader: median(each[reader][name]["per_second"] for each in passes)
            for reader in readers
            if passes[0][reader].get(name)
        }
        for reader, speed in speeds.items():
            accepted = passes[0][reader][name]["accepted"]
            yield {
                "format": name,
                "reader": reader,
                "documents/s": round(speed) if accepted else None,
                "moeli is": f"{speeds['moeli'] / speed:.2f} x" if accepted else None,
                "accepted": f"{accepted:.0%}",
            }


def _pass(name: str, question: Told) -> Told:
    python = sys.executable if name == "moeli" else peers.python_of(name)
    told: Told = peers.asked(f"read_{name}", question, python=python)
    return told
