"""Reads pictures in a process of its own, which may die: one after the other.

Started by `picture_reader`. Each request is one message on standard input, a socket: a line of
JSON, and two files in memory, one with the picture and one for the answer. It knows no Django, and
where the kernel can shut it in, it opens no file and no connection.
"""

import json
import os
import resource
import socket
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.ma
from PIL import Image

from moeli.documents.confinement import confine
from moeli.platform.blobs import picture_worker
from moeli.platform.blobs.picture_worker import RefusedError
from moeli.reading import characters
from moeli.reading.advising import advice
from moeli.reading.images import grey
from moeli.reading.reader import another, look, read
from moeli.reading.screens import shows_a_screen
from moeli.reading.sight import Sight
from moeli.reading.strips import HEIGHT, Picture
from moeli.standards import icao9303

MEMORY = 2_000 * 1024 * 1024
SECONDS = 900  # of the processor, in all
IDLE = 600
MOST_DOUBTS = 12
_AROUND = 2.5  # pitches to either side of a doubtful character
_MESSAGE = 256 * 1024
_QUALITY = (72, 60, 50, 40, 30)
_SMALLEST = 64  # pixels: from here on nothing is made smaller


def main() -> None:
    """Answer until nobody asks any more."""
    warm()
    limit()
    confine()
    with socket.socket(fileno=os.dup(0)) as channel:
        channel.settimeout(IDLE)
        while _answered(channel):
            pass


def warm() -> None:
    """All that is read from files is read now: afterwards none can be opened."""
    cv2.setNumThreads(1)
    Image.init()
    for form in ("JPEG", "PNG", "WEBP", "TIFF"):
        written = BytesIO()
        Image.new("RGB", (64, 64), "white").save(written, form)
        picture_worker.redraw(written.getvalue())
    blank = np.zeros((HEIGHT, 900), np.float32)
    for network in (characters.READER, characters.WITNESS):
        characters.chances(blank, network)
    icao9303.read(("P<UTO" + "<" * 39, "<" * 44), date(2026, 1, 1))
    read(np.full((400, 600), 255, np.uint8), date(2026, 1, 1))


def limit() -> None:
    """What the process may take of the machine; the system ends it when it takes more."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, picture_worker.ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _answered(channel: socket.socket) -> bool:
    try:
        message, files, _flags, _from = socket.recv_fds(channel, _MESSAGE, 2)
    except TimeoutError:
        return False
    if not message:
        return False
    source, target = files
    with os.fdopen(source, "rb") as came, os.fdopen(target, "wb") as answer:
        about, parts = _worked(json.loads(message), came.read())
        about["parts"] = [len(part) for part in parts]
        answer.write(b"".join(parts))
    channel.send(json.dumps(about).encode())
    return True


def _worked(asked: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    work = {"read": _read, "cut": _cut}[asked["act"]]
    try:
        return work(asked, data)
    except RefusedError as error:
        return {"said": str(error)}, []
    except MemoryError:
        return {"said": "picture_too_hard"}, []
    except Exception:  # noqa: BLE001 -- decoders raise of every kind; the parent ends this process
        return {"said": "picture_damaged"}, []


def _read(asked: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The picture drawn anew, what was read in it, and what would help."""
    about, drawn = picture_worker.redraw(data)
    picture = grey(drawn)
    today = date.fromisoformat(asked["today"])
    seen = look(picture, today)
    about["advice"] = advice(picture, seen).value
    about["reading"] = _told(seen, about["width"] / picture.shape[1]) if seen else None
    if seen:
        about["reading"]["of_screen"] = shows_a_screen(picture)
    about["two"] = bool(asked["thorough"] and seen and another(picture, today, seen))
    return about, [drawn]


def _told(seen: Sight, scale: float) -> dict[str, Any]:
    judged = seen.judged
    doubts = [
        {
            "line": doubt.line,
            "column": doubt.column,
            "candidates": list(doubt.candidates),
            "where": _scaled(seen.character(doubt.line, doubt.column, _AROUND, 1.3), scale),
        }
        for doubt in judged.doubts[:MOST_DOUBTS]
    ]
    return {
        "lines": list(judged.lines),
        "ok": judged.ok,
        "name_witnessed": judged.name_witnessed,
        "doubts": doubts,
        "more_doubts": len(judged.doubts) > MOST_DOUBTS,
        "zone": _scaled(seen.zone(), scale),
    }


def _scaled(corners: Sequence[tuple[float, float]], scale: float) -> list[list[float]]:
    return [[round(x * scale, 1), round(y * scale, 1)] for x, y in corners]


def _cut(asked: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The whole picture made smaller, and pieces of it straightened, as JPEG."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise RefusedError("picture_damaged")
    whole = _jpeg(_shrunk(picture, asked["whole"]), asked["bytes"])
    pieces = [_straightened(picture, each["where"], each["size"]) for each in asked["pieces"]]
    return {"said": "ok"}, [whole, *(_jpeg(piece, asked["bytes"]) for piece in pieces)]


def _shrunk(picture: Picture, longest: int) -> Picture:
    scale = min(1.0, longest / max(picture.shape[:2]))
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _straightened(
    picture: Picture, where: Sequence[Sequence[float]], size: Sequence[int]
) -> Picture:
    width, height = size
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(where, np.float32), target)
    return cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC)


def _jpeg(picture: Picture, most: int) -> bytes:
    """In at most so many bytes: coarser first, then smaller."""
    while True:
        for quality in _QUALITY:
            _done, written = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
            if len(written) <= most or max(picture.shape[:2]) < _SMALLEST:
                return written.tobytes()
        picture = _shrunk(picture, int(max(picture.shape[:2]) * 0.7))


if __name__ == "__main__":
    main()
