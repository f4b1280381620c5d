"""Draws fictitious travel documents, genuine and altered, and photographs of them. Pure.

Everything is drawn from a seed: the same seed gives the same pixels. Nothing here shows a real
person or copies a real document's security print; every page is marked SPECIMEN.
"""

from moeli.specimens.alterations import ALTERATIONS, Alteration
from moeli.specimens.camera import KINDS, photograph
from moeli.specimens.holders import Holder
from moeli.specimens.specimen import FORMATS, Specimen, draw, draw_for

__all__ = [
    "ALTERATIONS",
    "FORMATS",
    "KINDS",
    "Alteration",
    "Holder",
    "Specimen",
    "draw",
    "draw_for",
    "photograph",
]
