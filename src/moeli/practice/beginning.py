"""How the pages ask whoever serves them for a practice desk as on its first day. Pure."""

from typing import Final

BEGIN_AGAIN: Final = "begin-again"  # a file of this name in the home folder
