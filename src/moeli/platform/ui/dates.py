"""A date of which only a part may be known, as people write it."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.standards.icao9303 import PartialDate

_WRITTEN = (
    re.compile(r"(?P<year>\d{4})(?:[-./ ](?P<month>\d{1,2})(?:[-./ ](?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?:(?P<day>\d{1,2})[-./ ])?(?P<month>\d{1,2})[-./ ])?(?P<year>\d{4})"),
)
_FIRST_YEAR, _LAST_YEAR = 1850, 2200


class PartialDateField(forms.CharField):
    """A day, a month or a year: `7.3.1990`, `1990-03-07`, `3 1990`, `1990`."""

    default_error_messages = {
        "date": _("Write day, month and year: 7.3.1990. The year alone if no more is known.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("7.3.1990, or the year alone if no more is known"))
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 12, "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> PartialDate | None:  # noqa: ANN401 -- whatever a browser sends
        """The date, or None where nothing was written."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        known = read_partial(text)
        if known is None:
            raise forms.ValidationError(self.error_messages["date"], code="date")
        return known


def read_partial(text: str) -> PartialDate | None:
    """The date that `text` writes, day before month; None for what is no date of the calendar."""
    found = next((match for each in _WRITTEN if (match := each.fullmatch(text))), None)
    if found is None:
        return None
    parts = {name: int(part) for name, part in found.groupdict().items() if part}
    try:
        date(parts["year"], parts.get("month", 1), parts.get("day", 1))
    except ValueError:
        return None
    in_reach = _FIRST_YEAR <= parts["year"] <= _LAST_YEAR
    return PartialDate(parts["year"], parts.get("month"), parts.get("day")) if in_reach else None
