"""What may stand in a lesson: how a document was altered, and nothing about whose it was. Pure."""

import re

from moeli.standards.icao9303 import Document

LONGEST = 300
_FEWEST = 3  # letters: shorter parts of a name are words of every language
_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")


def names_somebody(what: str, document: Document) -> bool:
    """Whether a description holds the number, a name or a date of the document, or any number.

    Five digits in a row are no description of an alteration: a number or a date that was copied.
    """
    words = {word.upper() for word in _WORD.findall(what)}
    joined = "".join(words_in_order(what))
    number = (document.document_number or "").upper()
    names = f"{document.primary_identifier or ''} {document.secondary_identifier or ''}".upper()
    parts = {part for part in _WORD.findall(names) if len(part) >= _FEWEST}
    return bool((number and number in joined) or parts & words or _LONG_NUMBER.search(joined))


def words_in_order(text: str) -> list[str]:
    """Letters and digits alone, in capitals: spaces and dashes hide nothing."""
    return [word.upper() for word in _WORD.findall(text)]
