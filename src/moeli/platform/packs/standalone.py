"""The verifier as the one file that goes into every pack."""

from functools import cache
from pathlib import Path

from moeli.platform.packs import ed25519, verifier

NAME = "verify.py"
_IMPORT = "\nfrom moeli.platform.packs.ed25519 import signed\n"
_LINE = "# ----- Ed25519, RFC 8032 -----\n"


@cache
def source() -> bytes:
    """`verify.py`: the verifier, with the curve in the place where it imports it."""
    text, curve = (Path(str(each.__file__)).read_text("utf-8") for each in (verifier, ed25519))
    before, after = text.split(_IMPORT)
    return f"{before}\n{_LINE}{curve.split(_LINE)[1]}\n\n{after.lstrip()}".encode()
