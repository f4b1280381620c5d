"""Number plates as they are compared: capitals and digits alone. Pure."""

import re

_PLATE = re.compile(r"(?=.*[0-9])[A-Z0-9]{2,12}")
_SEPARATORS = str.maketrans("", "", " -.·\t")


def read(typed: str) -> str:
    """The plate without its separators, in capitals; "" when it cannot be one."""
    plate = typed.translate(_SEPARATORS).upper()
    return plate if _PLATE.fullmatch(plate) else ""
