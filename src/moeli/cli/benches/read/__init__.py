"""Reading zones in drawn pictures: how often right, how often silently wrong, how fast, by kind.

Beside it, on the same pictures, the peers that read pictures.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from secrets import randbelow
from tempfile import TemporaryDirectory

import cv2

from moeli.cli.benches.read import beside, crops
from moeli.cli.benches.read.pictures import Taken, ours, taken
from moeli.cli.benches.read.readings import Reading, row
from moeli.reading import characters
from moeli.specimens.camera import KINDS
from moeli.specimens.printers import CUTS

_QUICK, _FULL = 4, 20  # specimens, each in every kind
_LEARNT_BELOW = 20_000_000_000  # seeds of the training end here
_TIME = "of the processor, all processes, one thread; from a JPEG's bytes, or its file, to lines"


def configure(parser: argparse.ArgumentParser) -> None:
    """How much is drawn."""
    parser.add_argument("--pictures", type=int, help="how many, over all kinds; then 2000 is a bar")
    parser.add_argument("--beside", type=int, default=0, help="how many of them the peers read")
    parser.add_argument("--crops", type=int, default=0, help="lines cut out of harsh pictures")
    parser.add_argument("--seed", type=int, help="of the first specimen; drawn anew otherwise")
    parser.add_argument("--cut", choices=CUTS, help="print all zones in this cut of OCR-B")
    parser.add_argument("--readers", type=Path, help="folder of other networks than the shipped")


def run(*, quick: bool, arguments: argparse.Namespace) -> dict[str, object]:
    """Counts by kind, on specimens that nobody drew before; the seed is told."""
    cv2.setNumThreads(1)
    if arguments.readers:
        characters.read_with(arguments.readers)
    seed = arguments.seed or _LEARNT_BELOW + randbelow(10**9)
    count = _each(arguments.pictures) if arguments.pictures else _QUICK if quick else _FULL
    pictures: list[Taken] = []
    read: list[tuple[str, Reading]] = []
    for picture in taken(seed, count, (arguments.cut,) if arguments.cut else CUTS):
        read.append((picture.kind, ours(picture)))
        pictures += [picture] if len(pictures) < arguments.beside else []
    rows = list(_rows("moeli", read))
    told: Mapping[str, str] = {}
    if pictures:
        rows += _rows("moeli, beside", read[: len(pictures)])
        told, more = _beside(pictures)
        rows += more
    return {
        "data": f"{count} drawn specimens, each in every kind of picture, seeds from {seed}",
        "cuts of OCR-B": arguments.cut or ", ".join(CUTS),
        "time": _TIME,
        "peers": "; ".join(f"{name}: {why}" for name, why in told.items()) or "as named",
        "harsh lines": crops.counted(seed, arguments.crops) if arguments.crops else "not asked for",
        "rows": rows,
    }


def _beside(pictures: Sequence[Taken]) -> tuple[Mapping[str, str], list[dict[str, object]]]:
    """Why some peers are missing, and the rows of the others."""
    rows: list[dict[str, object]] = []
    found, missing = beside.ready()
    kinds, zones = [picture.kind for picture in pictures], list(map(beside.zone_of, pictures))
    rows += _rows("moeli, on our zone", list(zip(kinds, map(ours, zones), strict=True)))
    for peer in found:
        with TemporaryDirectory() as folder:
            read = beside.read_by(peer, zones if peer.on_zone else pictures, Path(folder))
        rows += _rows(peer.name, list(zip(kinds, read, strict=True)))
    return missing, rows


def _rows(reader: str, read: Sequence[tuple[str, Reading]]) -> Iterator[dict[str, object]]:
    """By kind, by what may be asked of a reader, and in all."""
    rows: dict[str, list[Reading]] = {}
    for kind, each in read:
        for name in (kind, f"{KINDS[kind].group}:", "all"):
            rows.setdefault(name, []).append(each)
    order = [*KINDS, *(f"{kind.group}:" for kind in KINDS.values()), "all"]
    for name in dict.fromkeys(order):
        if name in rows:
            yield row(reader, name, rows[name])


def _each(pictures: int) -> int:
    return -(-pictures // len(KINDS))
