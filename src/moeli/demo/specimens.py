"""The documents that the demonstration shows at the desk. Pure."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from moeli.standards import icao9303


class Specimen(NamedTuple):
    """A document to try: what it is, and its zone."""

    label: str
    zone: str


@cache
def specimens() -> dict[str, Specimen]:
    """The specimens by name, in the order of the file."""
    text = files("moeli.demo").joinpath("data", "specimens.toml").read_text(encoding="utf-8")
    return {
        name: Specimen(
            told["label"],
            "\n".join(told["lines"] if "lines" in told else icao9303.build(**told["build"])),
        )
        for name, told in tomllib.loads(text).items()
    }
