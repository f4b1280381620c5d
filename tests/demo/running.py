"""A run of a job that only counts."""

from collections.abc import Mapping
from typing import Any


class Run:
    """What a job is handed, with nothing behind it."""

    arguments: Mapping[str, Any] = {}
    cursor: Mapping[str, Any] = {}

    def progress(
        self, done: int, total: int | None = None, cursor: Mapping[str, Any] | None = None
    ) -> None:
        """Nobody asks how far it is."""
