"""Text for basic phones: what the GSM alphabet lacks is written as people do without it."""

import unicodedata

SCREEN = 160  # characters of one USSD screen, and of one SMS in the GSM alphabet

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_PLACES = frozenset("^{}\\[~]|€\f")
_KEPT = _GSM | _TWO_PLACES
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
    written = text.translate(_WRITTEN)
    return written if _KEPT.issuperset(written) else "".join(map(_folded, written))


def _folded(letter: str) -> str:
    if letter in _KEPT:
        return letter
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )
    return bare if bare and all(part in _GSM for part in bare) else "?"


def length(text: str) -> int:
    """Places that a folded text takes; brackets and the euro take two."""
    return len(text) + sum(map(text.count, _TWO_PLACES))
