"""Documents for the bench: valid passports of nobody, by number. Pure."""

from datetime import date, timedelta

from moeli.standards import icao9303

_YEAR = timedelta(days=365)
LEARNERS, HOLDERS, COMMUTERS = 9_000_000, 9_500_000, 12  # numbers from there on, so many of each
_COLUMNS = "document_number,nationality,family_name,given_names,birth_date,sex,expiry_date"


def passport(number: int, today: date, *, age: int = 30, state: str = "LSO") -> str:
    """The zone of the passport of this number, of a Mosotho unless `state` says otherwise."""
    return "\n".join(
        icao9303.build(
            format="TD3",
            document_code="P",
            issuing_state=state,
            document_number=f"BN{number:07}",
            primary_identifier="MEASURED",
            secondary_identifier="LERATO",
            nationality=state,
            birth_date=today - age * _YEAR - timedelta(days=40),
            sex="F",
            expiry_date=today + 4 * _YEAR,
        )
    )


def passengers(first: int, count: int, today: date) -> str:
    """The list of a bus operator: that many people, each with a number of her own."""
    born, until = today - 30 * _YEAR, today + 4 * _YEAR
    rows = (
        f"BN{number:07},LSO,MEASURED,LERATO,{born.isoformat()},F,{until.isoformat()}"
        for number in range(first, first + count)
    )
    return "\n".join([_COLUMNS, *rows, ""])
