"""Puts a few fictitious documents on the list."""

import csv
from importlib.resources import files

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.screening.services import NewListing, list_document


def load() -> None:
    """List the documents of `data/listed.csv` from today on."""
    text = files("moeli.demo").joinpath("data", "listed.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        listing = NewListing(**row, listed_from=clock.today(), listed_until=None)  # type: ignore[arg-type]  # the columns are texts
        list_document(actor=SYSTEM, listing=listing)
