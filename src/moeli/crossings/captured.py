"""What was captured of a document: a zone, or its elements copied by eye. Pure.

Both are kept as one text in one envelope. The text of a zone is its lines; that of a document
entered by hand begins with a line that no zone has.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from moeli.standards import icao9303
from moeli.standards.icao9303 import PartialDate

_BY_EYE = "BY EYE 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByEye:
    """The elements of a document as an officer copied them; `kind` is a row of the documents."""

    kind: str
    document_code: str
    issuing_state: str
    document_number: str
    primary_identifier: str
    secondary_identifier: str = ""
    nationality: str = ""
    birth_date: PartialDate | None = None
    sex: str = ""
    expiry_date: PartialDate | None = None

    def text(self) -> str:
        """As the envelope holds it."""
        return f"{_BY_EYE}\n{json.dumps(asdict(self), sort_keys=True)}"


def read_captured(text: str, day: date) -> icao9303.Document:
    """The document that was captured, as read on `day`."""
    first, _, rest = text.partition("\n")
    if first != _BY_EYE:
        return icao9303.read(text.split("\n"), day)
    return read_by_eye(_by_eye(json.loads(rest)), day)


def read_by_eye(entered: ByEye, day: date) -> icao9303.Document:
    """The document that an officer copied, as read on `day`."""
    said = {name: getattr(entered, name) for name in _ELEMENTS}
    return icao9303.visual(**said, today=day)


def kind_of(text: str) -> str:
    """Which document was entered by hand; empty for a zone."""
    first, _, rest = text.partition("\n")
    return str(json.loads(rest)["kind"]) if first == _BY_EYE else ""


_ELEMENTS = tuple(name for name in ByEye.__dataclass_fields__ if name != "kind")
_DATES = ("birth_date", "expiry_date")


def _by_eye(told: dict[str, object]) -> ByEye:
    dates = {name: PartialDate(*told[name]) if told.get(name) else None for name in _DATES}  # type: ignore[misc]  # a JSON array of numbers and nulls
    return ByEye(**(told | dates))  # type: ignore[arg-type]  # as `text` wrote it
