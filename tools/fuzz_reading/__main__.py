"""`python -m tools.fuzz_reading DOOR [libFuzzer's options]`: chance, led by coverage, at one door.

python3 -m venv fuzz && fuzz/bin/pip install --require-hashes -r requirements/fuzz.txt
PYTHONPATH=src:. fuzz/bin/python -m tools.fuzz_reading picture -max_total_time=600
"""

import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["PIL", "moeli"]):
    import numpy as np
    from PIL import Image

    from moeli.reading.belief import Look
    from moeli.reading.decoding import row
    from moeli.reading.images import PictureError, grey
    from moeli.reading.judging import judge
    from moeli.reading.reader import read
    from moeli.reading.strips import BLANK, Picture
    from moeli.standards import icao9303

TODAY = date(2026, 11, 25)
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "PPM")
_READ_BELOW = 40_000  # pixels: larger ones only cost time
_SHAPES = ((44, 2), (36, 2), (30, 3))


def picture(data: bytes) -> None:
    """Bytes that may be a picture: grey values, or a sentence."""
    try:
        seen = grey(data)
    except PictureError:
        return
    assert seen.ndim == 2
    if seen.size < _READ_BELOW:
        read(seen, TODAY)


def chances(data: bytes) -> None:
    """What a network may say of a strip: a row of so many characters, or none."""
    seen = _chances(data, BLANK + 1)
    for count, _lines in _SHAPES:
        found = row(seen, count)
        assert found is None or found.chances.shape == (count, BLANK)


def lines(data: bytes) -> None:
    """What two networks may say of the lines: judged, and never ok unless it is valid."""
    count, height = _SHAPES[(data or b"\0")[0] % len(_SHAPES)]
    every = np.resize(_chances(data, BLANK).T, (2, height, count, BLANK))
    judged = judge(Look.at(*every), TODAY)
    assert judged is None or not judged.ok or icao9303.is_valid(judged.lines, TODAY)


def zone(data: bytes) -> None:
    """Text that may be a zone: a document, valid or not."""
    icao9303.read(data.decode("utf-8", "replace").splitlines(), TODAY)


DOORS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (picture, chances, lines, zone)
}


def _chances(data: bytes, classes: int) -> Picture:
    values = np.frombuffer(data.ljust(classes * 2, b"\0"), np.uint8).astype(np.float64) + 1
    columns = values[: len(values) // classes * classes].reshape(classes, -1)
    return np.asarray(columns / columns.sum(axis=0))


def _seeds(folder: Path) -> None:
    """One small picture of each format, for chance to begin with."""
    for format in _FORMATS:
        Image.new("L", (80, 70), 7).save(folder / format, format)


def main(words: list[str]) -> None:
    """Until a failure, or as long as libFuzzer is told."""
    with tempfile.TemporaryDirectory() as folder:
        _seeds(Path(folder))
        atheris.Setup([words[0], *words[2:], folder], DOORS[words[1]])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
