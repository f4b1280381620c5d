"""Fictitious documents for the bench of zones: the same draw each time, valid by the standard."""

from random import Random

from moeli.standards.icao9303 import PartialDate, build

Documents = dict[str, list[list[str]]]

_SEED = 9303
_CODES = {"TD3": "P", "TD1": "I", "TD2": "I", "MRV-A": "V", "MRV-B": "V", "FRA-ID": "ID"}
_STATES = ("LSO", "ZAF", "BWA", "MOZ", "ZWE", "NAM", "FRA", "IND", "CHN", "GBR")
_FAMILY = ("MOKOENA", "NKOSI", "DLAMINI", "VAN DER MERWE", "MOLEFE", "RAMAPHOSA", "SMITH", "LI")
_GIVEN = ("THABO", "LERATO JOY", "PALESA", "JOHANNES", "ANNA MARIA", "TEBOHO", "KHOTSO", "WEI")
_ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def drawn(count: int) -> Documents:
    """For each format that many documents, current and of persons of every age."""
    chance = Random(_SEED)  # noqa: S311 - test data, not secrets
    return {name: [_document(chance, name) for _ in range(count)] for name in _CODES}


def _document(chance: Random, name: str) -> list[str]:
    french = name == "FRA-ID"
    state = "FRA" if french else chance.choice(_STATES)
    number = "".join(chance.choices("0123456789" if french else _ALPHABET, k=12 if french else 9))
    return list(
        build(
            format=name,
            document_code=_CODES[name],
            issuing_state=state,
            document_number=number,
            primary_identifier=chance.choice(_FAMILY),
            secondary_identifier=chance.choice(_GIVEN),
            nationality="" if french else state,
            birth_date=_day(chance, 1935, 2025),
            sex=chance.choice("MF"),
            expiry_date=None if french else _day(chance, 2027, 2036),
        )
    )


def _day(chance: Random, first: int, last: int) -> PartialDate:
    return PartialDate(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))
