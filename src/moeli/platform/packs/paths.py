"""The names of files in a pack: plain letters that no system takes for anything but a name."""

import re
import unicodedata
from collections.abc import Iterable

from moeli.platform.errors import MoeliError
from moeli.platform.packs.errors import PackError

FOLDER = "files"
_LONGEST_PART = 60
_PARTS = 2  # a folder and a name
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe(name: str) -> str:
    """`name` as it stands in a pack, under `files/`; letters lose their marks, the rest is `-`."""
    parts = [_part(each) for each in re.split(r"[/\\]+", name)]
    return "/".join([FOLDER, *[part for part in parts if part][-_PARTS:]])


def all_safe(names: Iterable[str]) -> list[str]:
    """Every name made safe. Raises MoeliError `pack_same_name`: case makes no difference."""
    made = [safe(name) for name in names]
    if len({each.lower() for each in made}) != len(made):
        raise MoeliError(PackError.SAME_NAME)
    return made


def _part(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")
    if len(plain) > _LONGEST_PART:
        stem, _dot, ending = plain.rpartition(".")
        plain = f"{(stem or plain)[: _LONGEST_PART - 9]}.{ending[:8]}".rstrip("-.")
    return f"_{plain}" if _TAKEN_BY_WINDOWS.match(plain) else plain
