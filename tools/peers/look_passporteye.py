"""PassportEye: its finder, tesseract, and its own cleaner of what was read."""

from looking import answer
from passporteye import read_mrz
from passporteye.mrz.text import MRZOCRCleaner


def look(picture: str) -> list[str]:
    """The lines after its cleaner, which is more than its fields hold."""
    found = read_mrz(picture, extra_cmdline_params="--oem 3")  # Debian ships no legacy model
    return MRZOCRCleaner.apply(found.aux["raw_text"]) if found else []


answer(look)
