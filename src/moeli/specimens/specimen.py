"""One drawn document: its picture, its zone, and the truth about both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from moeli.specimens import holders, pages, printers
from moeli.specimens.alterations import Alteration, Finding
from moeli.specimens.holders import Holder
from moeli.specimens.pictures import Picture
from moeli.specimens.portraits import portrait
from moeli.specimens.sizes import PITCH, Size, formats, pixels, size_of
from moeli.standards import icao9303

FORMATS = formats()
_CODES = {"TD3": "P", "TD2": "I", "TD1": "I", "MRV-A": "V", "MRV-B": "V", "FRA-ID": "ID"}
_TITLES = {"TD3": "PASSPORT", "TD2": "IDENTITY CARD", "TD1": "IDENTITY CARD", "FRA-ID": "CARTE"}
_MIDDLE = 2.1  # mm below a line's top: the middle of its characters
_ABOVE, _BELOW = 0.2, 3.9  # mm of the zone above its first line's top and below its last line's


@dataclass(frozen=True, slots=True)
class Specimen:
    """A drawn page (height × width × 3, RGB) and what is true of it.

    `zone` is the box of the machine-readable zone in pixels; `findings` lists what was altered, in
    the order in which it was done, empty for a genuine page.
    """

    seed: int
    format: str
    dpi: int
    lines: tuple[str, ...]
    holder: Holder
    values: Mapping[str, str]
    image: Picture
    zone: tuple[int, int, int, int]
    findings: tuple[Finding, ...] = ()

    @property
    def middles(self) -> tuple[float, ...]:
        """How far down the zone the middle of each line is, 0 to 1."""
        tops = size_of(self.format).lines
        height = tops[-1] - tops[0] + _ABOVE + _BELOW
        return tuple((top - tops[0] + _ABOVE + _MIDDLE) / height for top in tops)


def draw(
    seed: int,
    *,
    format: str = "",
    altered: tuple[Alteration, ...] = (),
    dpi: int = 300,
    mixed: bool = False,
    cuts: tuple[str, ...] = printers.CUTS,
) -> Specimen:
    """The document of `seed`, in `format` or any; with `altered`, a forgery of it.

    `mixed`: letters and digits stand anywhere in its number. `cuts`: the cuts of OCR-B that its
    zone may be printed in. Raises KeyError for a format that is not drawn.
    """
    random = Random(seed)  # noqa: S311 -- drawing, not keys
    format = format or random.choice(FORMATS)
    holder = holders.invent(random)
    lines = zone_of(format, holder, random, mixed=mixed)
    specimen, layout = _page(seed, format, holder, (lines, lines), random, dpi, cuts)
    for alteration in altered:
        specimen = _altered(specimen, alteration, layout, random)
    return specimen


def draw_for(
    holder: Holder, true: tuple[str, ...], printed: tuple[str, ...], seed: int, *, dpi: int = 150
) -> Specimen:
    """The passport of `holder`: its visual zone says what `true` says, its zone is `printed`."""
    random = Random(seed)  # noqa: S311 -- drawing, not keys
    return _page(seed, "TD3", holder, (true, printed), random, dpi)[0]


def _page(
    seed: int,
    format: str,
    holder: Holder,
    zones: tuple[tuple[str, ...], tuple[str, ...]],
    random: Random,
    dpi: int,
    cuts: tuple[str, ...] = printers.CUTS,
) -> tuple[Specimen, pages.Layout]:
    """A page whose visual zone says what the first of `zones` says; the second is printed on it."""
    size, (true, lines) = size_of(format), zones
    values = _visual_zone(icao9303.read(true, holders.ISSUED_LATEST))
    state = values["Issuing State"]
    title = f"{state}  {_TITLES.get(format, 'VISA')}"
    page, layout = pages.lay_out(size, dpi, title, values, portrait(random), random)
    printer = printers.choose(random, cuts)
    page = printers.print_zone(page, lines, size, dpi, printer, random)
    box = _zone_box(size, lines, dpi)
    return Specimen(seed, format, dpi, lines, holder, values, page, box), layout


def zone_of(format: str, holder: Holder, random: Random, *, mixed: bool = False) -> tuple[str, ...]:
    """A valid zone for `holder`; what cannot be built with one number is tried with another."""
    for _ in range(20):
        try:
            return icao9303.build(**_elements(format, holder, random, mixed=mixed))
        except icao9303.BuildError:
            continue
    raise AssertionError(f"no zone of {format} could be drawn")


def _elements(format: str, holder: Holder, random: Random, *, mixed: bool) -> dict[str, Any]:
    french = format == "FRA-ID"
    length = 12 if french else random.choice((8, 9, 9))
    return {
        "format": format,
        "document_code": _CODES[format],
        "issuing_state": "FRA" if french else holder.nationality,
        "document_number": holders.number(random, length, mixed=mixed),
        "primary_identifier": holder.primary,
        "secondary_identifier": holder.secondary,
        "nationality": "" if french else holder.nationality,
        "birth_date": holder.birth_date,
        "sex": holder.sex,
        "expiry_date": None if french else holders.expiry(random),
        "optional_data": "" if french else random.choice(("", holders.number(random, 7))),
    }


def _visual_zone(document: icao9303.Document) -> dict[str, str]:
    told = {
        "Issuing State": document.issuing_state,
        "Document number": document.document_number,
        "Surname": document.primary_identifier,
        "Given names": document.secondary_identifier,
        "Nationality": document.nationality,
        "Date of birth": document.birth_date and str(document.birth_date),
        "Sex": document.sex or "X",
        "Date of expiry": document.expiry_date and str(document.expiry_date),
    }
    return {name: value for name, value in told.items() if value}


def _altered(
    specimen: Specimen, alteration: Alteration, layout: pages.Layout, random: Random
) -> Specimen:
    image, findings = alteration.work(specimen.image, specimen.values, layout, specimen.dpi, random)
    return replace(specimen, image=image, findings=(*specimen.findings, *findings))


def _zone_box(size: Size, lines: tuple[str, ...], dpi: int) -> tuple[int, int, int, int]:
    right = size.left + len(lines[0]) * PITCH
    edges = (size.left, size.lines[0] - _ABOVE, right, size.lines[-1] + _BELOW)
    left, top, right_edge, bottom = (round(pixels(each, dpi)) for each in edges)
    return left, top, right_edge, bottom
