"""Entry by hand: the elements of a document, copied by eye, and why."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import by_hand
from moeli.crossings.captured import ByEye
from moeli.crossings.errors import CrossingError
from moeli.crossings.outcomes import Direction
from moeli.platform import clock
from moeli.platform.dated import DatedRow
from moeli.platform.errors import MoeliError
from moeli.platform.ui.dates import PartialDateField

_FIELD_OF = {CrossingError.HAND_REASON: "reason", CrossingError.HAND_INCOMPLETE: "document_number"}
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_CAPITALS = _PLAIN | {"autocapitalize": "characters"}


def _text(label: Any, size: int, length: int, help_text: Any = "", *, needed: bool = True) -> Any:  # noqa: ANN401 -- a label may be lazy, a field is a field
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=length,
        required=needed,
        widget=forms.TextInput(attrs=_CAPITALS | {"size": size}),
    )


class HandForm(forms.Form):
    """What an officer copies from a document, or asks somebody who has none."""

    picture = forms.UUIDField(required=False)
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("What lies before you"), widget=forms.Select(attrs={"autofocus": True})
    )
    reason = forms.ChoiceField(label=_("Why by hand"))
    issuing_state = _text(_("Issuing State"), 4, 3, _("Its letters: LSO, ZAF, D"), needed=False)
    document_number = _text(
        _("Document number"), 20, 30, _("Empty where the paper has none"), needed=False
    )
    expiry_date = PartialDateField(label=_("Date of expiry"), required=False)
    primary_identifier = _text(_("Primary identifier"), 26, 60, _("Family name, or the only name"))
    secondary_identifier = _text(_("Secondary identifier"), 26, 60, _("Given names"), needed=False)
    nationality = _text(_("Nationality"), 4, 3, _("Its letters: LSO, ZAF, D"))
    birth_date = PartialDateField(label=_("Date of birth"))
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not stated")), ("F", _("F")), ("M", _("M"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        _choose(self.fields["kind"], by_hand.documents(today))
        _choose(self.fields["reason"], by_hand.reasons(today))

    def clean_issuing_state(self) -> str:
        """In capitals, as zones print it."""
        return str(self.cleaned_data["issuing_state"]).upper()

    def clean_nationality(self) -> str:
        """In capitals, as zones print it."""
        return str(self.cleaned_data["nationality"]).upper()

    def way(self) -> Direction:
        """Which way the traveller goes."""
        return Direction(self.cleaned_data["direction"])

    def entered(self) -> ByEye:
        """What a valid form holds."""
        given = {key: self.cleaned_data[key] for key in _ELEMENTS}
        return ByEye(document_code="", **given)

    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at the field that it is about; others are raised again."""
        field = _FIELD_OF.get(error.reason)  # type: ignore[call-overload]  # any code may be asked
        if field is None:
            raise error
        self.add_error(field, str(error))


_ELEMENTS = (
    "kind",
    "issuing_state",
    "document_number",
    "primary_identifier",
    "secondary_identifier",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
)


def _choose(field: forms.Field, rows: tuple[DatedRow, ...]) -> None:
    assert isinstance(field, forms.ChoiceField)
    language = get_language() or "en"
    field.choices = [(row.id, row.label(language)) for row in rows]
