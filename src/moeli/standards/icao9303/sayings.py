"""What is said of each field besides its check digit: its value, and what the value means."""

from moeli.standards.icao9303.codes import DOCUMENTS, STATES
from moeli.standards.icao9303.layouts import COMPOSITE, Layout
from moeli.standards.icao9303.parts import Parts
from moeli.standards.icao9303.verdicts import COMPOSITE_FIELD

Said = dict[str, tuple[str | None, str]]

_STATE_NOTES = {code: f"{state.name}." for code, state in STATES.items()}
_CODE_NOTES = {code: f"{document.name.capitalize()}." for code, document in DOCUMENTS.items()}
_TRUNCATED = "May be truncated: it fills its field."
_OVERFLOWED = "Continued in the optional data."


def said_of(layout: Layout, zone: str, parts: Parts) -> Said:
    """Field → value (None = absent) and note, in the order in which a person reads a document."""
    truncated = _TRUNCATED if parts.name.truncated else ""
    said: Said = {"document_code": (parts.code or None, _CODE_NOTES.get(parts.code, ""))}
    for field, code in parts.states.items():
        said[field] = (code or None, _STATE_NOTES.get(code, ""))
    said["document_number"] = (
        parts.number.text.rstrip("<") or None,
        _OVERFLOWED if parts.number.taken else "",
    )
    said["primary_identifier"] = (parts.name.primary, truncated)
    said["secondary_identifier"] = (parts.name.secondary, truncated)
    said["birth_date"] = (parts.birth.text, parts.birth.note)
    said["sex"] = (None, "Unspecified.") if parts.sex == "<" else (parts.sex, "")
    if parts.expiry:
        said["expiry_date"] = (parts.expiry.text, parts.expiry.note)
    said["optional_data"] = (parts.optional or None, "")
    if composite := layout.check_of(COMPOSITE):
        said[COMPOSITE_FIELD] = (zone[composite.at], "")
    return said
