"""What is shown of a drawn traveller: the page of her passport, her row on a list. Pure."""

import csv
import io
from functools import lru_cache
from typing import Final

from moeli.practice.hands import Hand
from moeli.practice.travellers import Traveller

MEDIA_TYPE: Final = "image/webp"
_DPI, _QUALITY = 130, 50
_COLUMNS = (
    "document_number",
    "issuing_state",
    "nationality",
    "family_name",
    "given_names",
    "birth_date",
    "sex",
    "expiry_date",
)


@lru_cache(maxsize=128)
def page(hand: Hand, number: int) -> bytes:
    """The page of one traveller's passport, marked SPECIMEN."""
    from PIL import Image  # loaded where a page is drawn: live desks draw none

    from moeli.specimens.specimen import draw_for

    drawn = hand.travellers[number]
    seed = hand.seed + number
    specimen = draw_for(drawn.holder, drawn.true, drawn.lines, seed, dpi=_DPI)
    out = io.BytesIO()
    Image.fromarray(specimen.image).save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()


def passengers(hand: Hand) -> str:
    """The list of a bus operator: one row a traveller, under the names of the columns."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    rows.writerows(_row(each) for each in hand.travellers)
    return out.getvalue()


def _row(traveller: Traveller) -> tuple[str, ...]:
    holder = traveller.holder
    return (
        traveller.number,
        traveller.state,
        holder.nationality,
        holder.primary,
        holder.secondary,
        holder.birth_date.isoformat(),
        holder.sex,
        traveller.expires.isoformat(),
    )
