"""What is wrong with a zone, in the officer's language; the pure room says it in English only."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.desk.presenters.document_words import FIELDS
from moeli.standards import icao9303

_SENTENCES: dict[str, Promise] = {
    "line_count": _("A zone has two lines of 44 or 36 characters, or three lines of 30."),
    "line_length": _("A line is too long or too short: two of 44 or 36, or three of 30."),
    "characters": _("A character stands here that this field cannot have."),
    "name_missing": _("No name stands at the beginning of the name field."),
    "number_missing": _("The document number is empty."),
    "sex_letter": _("The sex is given by M, F or the filler."),
    "date_impossible": _("These digits are no date of the calendar."),
    "check_digit": _("The check digit does not fit."),
    "name_separators": _("The name has more than one separator."),
    "name_truncated": _("The name fills its field: compare it with the printed page."),
    "expired": _("The document has expired."),
    "dates_contradict": _("The document expires before its holder was born."),
    "unknown_state": _("This code stands for no State or organization."),
    "unknown_document_code": _("This document code does not belong to this size of document."),
    "withdrawn_state": _("This code is no longer issued."),
}


def problem_text(problem: icao9303.Problem) -> str:
    """The sentence, with the field it concerns in front."""
    sentence = str(_SENTENCES.get(problem.code, problem.text))
    if problem.field == "composite":
        return f"{_('Composite check digit')}: {sentence}"
    field = FIELDS.get(problem.field)
    return f"{field}: {sentence}" if field else sentence
