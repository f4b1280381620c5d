"""The words of a notice of refusal, in English and Sesotho, as its paper wants them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moeli.platform.dated import DatedRow
from moeli.standards.icao9303 import Document

# A notice is one paper in both languages, so its labels are no interface texts.
_HOUSE = "Kingdom of Lesotho · Department of Immigration"
_TITLE = ("Notice of refusal of leave to enter", "Tsebiso ea hore tumello ea ho kena e hanoe")
_HEADINGS = {
    "ground": "Ground · Lebaka",
    "meaning": "What this means · Seo sena se se bolelang",
    "review": "Review · Ho shebisisoa hape",
    "help": "Help · Thuso",
}
_SIGNATURES = ("Officer · Ofisiri", "Given to the traveller at · E fuoe moeti ka")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a notice is about: one decision, the document before the officer, the ground."""

    reference: str
    port: str
    decided_at: datetime
    document: Document
    ground: DatedRow


def words_of(refusal: Refusal, texts: Sequence[DatedRow]) -> Mapping[str, Any]:
    """Everything that the paper says."""
    return {
        "house": _HOUSE,
        "title": _TITLE[0],
        "title_st": _TITLE[1],
        "reference": refusal.reference,
        "facts": [
            {"label": en, "label_st": st, "value": value or "–"}
            for en, st, value in _facts(refusal)
        ],
        "parts": [part for row in (refusal.ground, *texts) for part in _parts(row, refusal)],
        "signatures": list(_SIGNATURES),
    }


def _facts(refusal: Refusal) -> tuple[tuple[str, str, str], ...]:
    document, at = refusal.document, refusal.decided_at
    names = (document.primary_identifier, document.secondary_identifier)
    born = document.birth_date
    return (
        ("Number of this notice", "Nomoro ea tsebiso ena", refusal.reference),
        ("Port of entry", "Moeli", refusal.port),
        ("Date and time", "Letsatsi le nako", f"{at:%Y-%m-%d %H:%M}"),
        ("Name", "Lebitso", ", ".join(filter(None, names))),
        ("Date of birth", "Letsatsi la tsoalo", str(born) if born else ""),
        ("Nationality", "Bochaba", document.nationality or ""),
        (
            "Travel document",
            "Lengolo la leeto",
            " ".join(filter(None, (document.issuing_state, document.document_number))),
        ),
    )


def _parts(row: DatedRow, refusal: Refusal) -> tuple[dict[str, Any], ...]:
    about = "ground" if row is refusal.ground else row.id
    return (
        {
            "title": _HEADINGS[about],
            "lang": "en",
            "sentences": [row.label("en")],
            "source": "",
        },
        {
            "title": "",
            "lang": "st",
            "sentences": [row.label("st")],
            "source": row.source if about == "ground" else "",
        },
    )
