"""Text for basic phones: what the GSM alphabet lacks is written as people do without it."""

import unicodedata

SCREEN = 160  # characters of one USSD screen, and of one SMS in the GSM alphabet

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_PLACES = frozenset("^{}\\[~]|€\f")
_WRITTEN = str.maketrans(
    {
        "š": "s'",
        "Š": "S'",
        "‘": "'",
        "’": "'",
        "‚": ",",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\xa0": " ",
        "\t": " ",
        "·": ".",
        "•": "-",
    }
)


def fold(text: str) -> str:
    """The text in the GSM alphabet: `tš` as `ts'`, other letters without their marks."""
    return "".join(map(_folded, text.translate(_WRITTEN)))


def _folded(letter: str) -> str:
    if letter in _GSM or letter in _TWO_PLACES:
        return letter
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )
    return bare if bare and all(part in _GSM for part in bare) else "?"


def length(text: str) -> int:
    """Places that a folded text takes; brackets and the euro take two."""
    return sum(2 if letter in _TWO_PLACES else 1 for letter in text)
