"""What an inspection says of a document, whoever looks at it and when."""

import json
from datetime import date
from typing import NamedTuple

from moeli.crossings.documents import document_hash
from moeli.standards import icao9303

REASON = "primary"


class Document(NamedTuple):
    """A document as the body of an entry ends with it, and as an inspection's columns hold it."""

    told: str
    zone: bytes
    hash: bytes
    code: str
    state: str
    nationality: str


def document_of(zone: str, day: date) -> Document:
    """Read on `day`; nothing depends on the day but dates, and no inspection says those."""
    read = icao9303.read(zone.split("\n"), day)
    code, state = read.document_code or "", read.issuing_state or ""
    nationality, lines = read.nationality or "", "\n".join(read.lines)
    hashed = document_hash(state, read.document_number or "")
    told = {
        "document_code": code,
        "document_hash": hashed.hex(),
        "issuing_state": state,
        "nationality": nationality,
        "reason": REASON,
        "zone": lines,
    }
    return Document(json.dumps(told)[1:], lines.encode(), hashed, code, state, nationality)
