"""By what a travel document is found again: a keyed hash of issuing State and number."""

from moeli.platform.vault.master import index_hash

_FILLERS = str.maketrans("", "", "< -")


def document_hash(issuing_state: str, document_number: str) -> bytes:
    """The keyed hash (16 bytes) of one document; spaces, dashes, fillers and case do not matter.

    ICAO 9303 prints numbers in capitals and without separators in the zone, while people copy
    them from the visual page with both.
    """
    number = document_number.translate(_FILLERS).upper()
    return index_hash("travel document", f"{issuing_state.upper()}|{number}")
