"""FastMRZ: its own segmentation, and tesseract with the model that it calls `mrz`.

That model is in no package registry: Debian's English one answers in its place.
"""

import tempfile
from pathlib import Path

from fastmrz import FastMRZ
from looking import answer

ENGLISH = next(Path("/usr/share/tesseract-ocr").glob("*/tessdata/eng.traineddata"))

with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "mrz.traineddata").symlink_to(ENGLISH)
    READER = FastMRZ(tessdata_path=folder)
    answer(lambda picture: READER.get_details(picture, ignore_parse=True).split())
