"""A document without a zone, or with one that cannot be read: its elements copied by eye.

The visual inspection zone (Doc 9303-3, section 3) has no check digits, so nothing of it is proved;
what can be checked without them is: characters, dates, codes, an expiry that has passed.
"""

import re
from collections.abc import Iterator
from datetime import date

from moeli.standards.icao9303.codes import STATES
from moeli.standards.icao9303.dates import PartialDate
from moeli.standards.icao9303.document import Document, Field, Problem, Status
from moeli.standards.icao9303.findings import none_invalidates, problem
from moeli.standards.icao9303.transliteration import transliterate

FORMAT = "VIZ"
_NOTE = "Copied by eye: no check digit covers it."
_NUMBER = re.compile(r"[A-Z0-9]*")
_CODE_LETTERS = "PIACV"
_SEXES = ("M", "F", "")


def visual(
    *,
    document_code: str,
    issuing_state: str,
    document_number: str,
    primary_identifier: str,
    secondary_identifier: str = "",
    nationality: str = "",
    birth_date: PartialDate | None = None,
    sex: str = "",
    expiry_date: PartialDate | None = None,
    today: date,
) -> Document:
    """The document that these elements describe, as read on `today`; never raises.

    Names come out in the letters that a zone would have, so that they compare with those of
    zones; the number without spaces and dashes. `document_code` is empty for a paper of no kind.
    """
    said = {
        "document_code": document_code.upper(),
        "issuing_state": issuing_state.upper(),
        "document_number": re.sub(r"[ /-]", "", document_number).upper(),
        "primary_identifier": transliterate(primary_identifier),
        "secondary_identifier": transliterate(secondary_identifier),
        "nationality": nationality.upper(),
        "birth_date": str(birth_date) if birth_date else "",
        "sex": sex,
        "expiry_date": str(expiry_date) if expiry_date else "",
    }
    problems = (*_of_texts(said), *_of_dates(birth_date, expiry_date, today))
    return Document(
        lines=(),
        format=FORMAT,
        valid=none_invalidates(problems),
        document_code=said["document_code"] or None,
        issuing_state=said["issuing_state"] or None,
        document_number=said["document_number"] or None,
        primary_identifier=said["primary_identifier"] or None,
        secondary_identifier=said["secondary_identifier"] or None,
        nationality=said["nationality"] or None,
        birth_date=birth_date,
        sex=sex or None,
        expiry_date=expiry_date,
        fields={
            name: Field(value or None, Status.NOT_COVERED, _NOTE) for name, value in said.items()
        },
        problems=problems,
    )


def _of_texts(said: dict[str, str]) -> Iterator[Problem]:
    if not said["primary_identifier"]:
        yield problem("name_missing", "primary_identifier")
    if not said["document_number"]:
        yield problem("number_missing", "document_number")
    elif not _NUMBER.fullmatch(said["document_number"]):
        yield problem("characters", "document_number", allowed="the letters A to Z and digits")
    if said["sex"] not in _SEXES:
        yield problem("sex_letter", "sex")
    if said["document_code"] and said["document_code"][0] not in _CODE_LETTERS:
        yield problem("unknown_document_code", "document_code")
    for field in ("issuing_state", "nationality"):
        state = STATES.get(said[field])
        if state is None:
            yield problem("unknown_state", field)
        elif not state.current:
            yield problem("withdrawn_state", field)


def _of_dates(
    birth: PartialDate | None, expiry: PartialDate | None, today: date
) -> Iterator[Problem]:
    if birth and birth.earliest() > today:
        yield problem("date_impossible", "birth_date")
    if expiry and expiry.latest() < today:
        yield problem("expired", "expiry_date", date=str(expiry))
    if birth and expiry and expiry.latest() < birth.earliest():
        yield problem("dates_contradict", "expiry_date")
