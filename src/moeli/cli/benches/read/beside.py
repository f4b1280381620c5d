"""The peers, each on the same pictures, in an environment of its own, on one core."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from moeli.cli.benches import peers
from moeli.cli.benches.read.pictures import TODAY, Taken
from moeli.cli.benches.read.readings import Reading
from moeli.reading import images, reader
from moeli.standards import icao9303

_WIDTH = 1200  # pixels of a zone that is cut out for a peer
# Pitches: from line to line; what is above and below, and before and after: paper all around.
_BETWEEN, _AROUND, _BESIDE = 2.5, 2.0, 1.0
_SUFFIXES = {b"\xff\xd8": "jpg", b"\x89P": "png"}
_INSTALLED = ("passporteye", "fastmrz", "rapidocr")
_KNOWN = {
    "passporteye": "PassportEye (Debian's English model)",
    "fastmrz": "fastmrz (Debian's English model: its own is in no registry)",
    "rapidocr": "rapidocr-onnxruntime (models in its wheel)",
}


class Peer(NamedTuple):
    """One reader: its name in the table, and how it is asked about pictures on disk."""

    name: str
    driver: str
    words: tuple[str, ...] = ()
    python: str = sys.executable
    on_zone: bool = False


def ready() -> tuple[list[Peer], Mapping[str, str]]:
    """The peers that can be asked, and why the others cannot."""
    missing = dict(peers.absent(_INSTALLED))
    found = [
        Peer(_KNOWN[name], f"look_{name}", python=peers.python_of(name))
        for name in _INSTALLED
        if name not in missing
    ]
    if shutil.which("tesseract") is None:
        return [], {**missing, "all": "each but rapidocr needs Debian's tesseract-ocr"}
    page = Peer("tesseract, whole page", "look_tesseract", ("3",))
    zone = Peer("tesseract, on our zone", "look_tesseract", ("6",), on_zone=True)
    return [*found, page, zone], missing


def read_by(peer: Peer, pictures: Sequence[Taken], folder: Path) -> list[Reading]:
    """What the peer reads of each; it is believed where all our checks hold of its lines."""
    paths = [folder / f"{at}.{_SUFFIXES[each.data[:2]]}" for at, each in enumerate(pictures)]
    for path, picture in zip(paths, pictures, strict=True):
        path.write_bytes(picture.data)
    question = {"pictures": [str(path) for path in paths]}
    told = peers.asked(peer.driver, question, *peer.words, python=peer.python)
    return [_reading(each, of) for each, of in zip(pictures, told, strict=True)]


def zone_of(picture: Taken) -> Taken:
    """The zone as our finder cuts it out, upright, as PNG; the whole page where it finds none."""
    grey = images.grey(picture.data)
    seen = reader.look(grey, TODAY)
    if seen is None:
        return picture
    tall = (len(seen.lines) - 1) * _BETWEEN + _AROUND
    pitch = _WIDTH / (seen.count + 2 + 2 * _BESIDE)
    (width, height), room = (_WIDTH, round(pitch * tall)), pitch * _BESIDE
    ends = [(room, 0), (width - room, 0), (width - room, height), (room, height)]
    there = np.array(ends, np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(seen.zone(), np.float32), there)
    _done, data = cv2.imencode(".png", cv2.warpPerspective(grey, matrix, (width, height)))
    return picture._replace(data=data.tobytes())


def _reading(picture: Taken, told: Mapping[str, Any]) -> Reading:
    lines = tuple(told["lines"])
    valid = icao9303.is_valid(lines, TODAY)
    return Reading(picture.printed, lines, ok=valid, named=valid, milliseconds=told["ms"])
