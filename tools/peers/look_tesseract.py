"""Debian's tesseract with its English model: a whole page, or a zone that somebody cut out."""

import subprocess
import sys

from looking import answer, zone_of

LAYOUT = sys.argv[1]  # 3: any page; 6: one block of text
COMMAND = ("stdout", "-l", "eng", "--oem", "1", "--psm", LAYOUT)


def look(picture: str) -> list[str]:
    """What of its text may be the zone."""
    command = ["/usr/bin/tesseract", picture, *COMMAND]
    return zone_of(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


answer(look)
