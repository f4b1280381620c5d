"""Writing `moeli.toml`: one line a setting, the rest of the file left as people wrote it."""

import json
from collections.abc import Mapping
from pathlib import Path

from moeli.config.settings.parts.home_file import NAME, written
from moeli.platform import keyfiles

_HEAD = "# Written by ./moeli setup; the environment (MOELI_…) wins over it.\n"


def remember(home: Path, key: str, value: str) -> None:
    """Set one line. Raises OSError."""
    remember_all(home, {key: value})


def remember_all(home: Path, settings: Mapping[str, str | list[str]]) -> None:
    """Set these lines, whole or not at all, in a file that only its owner can read."""
    path = home / NAME
    before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    kept = [line for line in before.splitlines() if _key(line) not in settings]
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    text = "\n".join([*kept, *lines]) + "\n"
    if text == before:
        return
    draft = path.with_name(f".{NAME}.draft")
    draft.unlink(missing_ok=True)
    keyfiles.write(draft, text.encode())
    draft.replace(path)
    written.cache_clear()


def _key(line: str) -> str:
    return line.partition("=")[0].strip()
