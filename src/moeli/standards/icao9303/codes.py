"""Codes of States, organizations and persons (Doc 9303-3, section 5) and of documents."""

import csv
from importlib.resources import files
from typing import NamedTuple


class StateCode(NamedTuple):
    """A three-letter code (Germany: `D`) and for whom it stands; `current` False = withdrawn."""

    code: str
    name: str
    kind: str
    source: str
    verified: bool

    @property
    def current(self) -> bool:
        """Whether documents are still issued with it."""
        return self.kind != "withdrawn"


class DocumentCode(NamedTuple):
    """A two-letter document code and what it means."""

    code: str
    name: str
    source: str
    verified: bool


def _rows(name: str) -> list[dict[str, str]]:
    text = files("moeli.standards.icao9303").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


STATES = {
    row["code"]: StateCode(
        row["code"], row["name"], row["kind"], row["source"], row["verified"] == "yes"
    )
    for row in _rows("states.csv")
}

DOCUMENTS = {
    row["code"]: DocumentCode(row["code"], row["name"], row["source"], row["verified"] == "yes")
    for row in _rows("document_codes.csv")
}


def state(code: str) -> StateCode | None:
    """For whom a three-letter code stands; None where Doc 9303-3 does not know it."""
    return STATES.get(code)
