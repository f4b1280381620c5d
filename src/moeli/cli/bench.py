"""`./moeli bench`: measure, beside peers where there are any, and say on what."""

import argparse
import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from moeli.cli import machine

HELP = "Measure a part of Moeli, beside its peers."
_BENCHES = {
    "mrz": "moeli.cli.benches.mrz",
    "read": "moeli.cli.benches.read",
    "forms": "moeli.cli.benches.forms",
    "desk": "moeli.cli.benches.desk",
    "people": "moeli.cli.benches.people",
    "form-pages": "moeli.cli.benches.form_pages",
    "journal": "moeli.platform.journal.bench",
    "network": "moeli.network.bench",
    "backup": "moeli.operations.bench",
    "publications": "moeli.platform.publications.bench",
    "vault": "moeli.platform.keyring.bench",
    "jobs": "moeli.platform.jobs.bench",
    "blobs": "moeli.platform.blobs.bench",
    "packs": "moeli.platform.packs.bench",
}
_ASKED_MORE = {"desk", "read"}  # whose modules have a `configure` of their own


def configure(parser: argparse.ArgumentParser) -> None:
    """Which part, and how it is told; some parts can be asked more."""
    parts = parser.add_subparsers(dest="name", required=True, metavar="PART", title="parts")
    for name in _BENCHES:
        part = parts.add_parser(name, help=f"./moeli bench {name} --help")
        part.add_argument("--json", action="store_true", help="print one JSON object")
        part.add_argument("--quick", action="store_true", help="a look, not a figure to quote")
        if name in _ASKED_MORE:
            import_module(_BENCHES[name]).configure(part)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    bench, more = import_module(_BENCHES[arguments.name]), {}
    if arguments.name in _ASKED_MORE:
        more = {"arguments": arguments}
    result = {"machine": machine.described(), **bench.run(quick=arguments.quick, **more)}
    print(json.dumps(result) if arguments.json else "\n".join(_table(result)))
    return 0


def _table(result: Mapping[str, Any]) -> list[str]:
    rows: Sequence[Mapping[str, Any]] = result["rows"]
    names = list(rows[0])
    cells = [names, *([_cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    notes = [f"{key}: {value}" for key, value in result.items() if key != "rows"]
    return [*notes, "", *lines]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str("–" if value is None else value)
