"""The small tables of the demonstration. Pure but for reading them once."""

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`."""
    text = files("moeli.demo").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
