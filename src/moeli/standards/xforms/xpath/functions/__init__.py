"""Every function that ODK's documentation lists, the geographic ones excepted."""

from moeli.standards.xforms.xpath.functions import (  # noqa: F401 -- each module enters its functions
    conversions,
    logic,
    moments,
    nodes,
    numbers,
    selects,
    text,
)
from moeli.standards.xforms.xpath.functions.catalogue import CATALOGUE, GEOGRAPHIC, call, known

__all__ = ["CATALOGUE", "GEOGRAPHIC", "call", "known"]
