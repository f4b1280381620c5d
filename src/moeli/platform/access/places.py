"""The names of places. They are known on a floor above: a setting says who can tell them."""

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Place(Protocol):
    """A place as its owner knows it: `code` is what grants, booths and the journal name."""

    @property
    def code(self) -> str:
        """The short code."""

    @property
    def name(self) -> str:
        """The name that people use."""


def known_places() -> Mapping[str, str]:
    """Every place: short code to name, in the owner's order."""
    places: tuple[Place, ...] = import_string(settings.MOELI_PLACES)()
    return {place.code: place.name for place in places}


def name_of(code: str) -> str:
    """The name of the place `code`; the code itself where the name is not known."""
    return known_places().get(code, code)
