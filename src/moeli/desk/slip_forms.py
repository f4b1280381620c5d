"""What the desk and the lane send about gate slips. The services judge it."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings.slips import rules
from moeli.crossings.slips.errors import SlipError
from moeli.crossings.slips.services import NewSlip
from moeli.platform import clock
from moeli.platform.errors import ErrorCode, MoeliError

_FIELD_OF: dict[ErrorCode, str] = {
    SlipError.BAD_PLATE: "plate",
    SlipError.BAD_COUNT: "riding",
    SlipError.BAD_AGENCY: "clearances",
}
_LINE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class IssueForm(forms.Form):
    """A car, its people, and who has cleared it."""

    plate = forms.CharField(
        label=_("Number plate"),
        help_text=_("As it stands on the car. Spaces and dashes do not matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"size": 12, "autofocus": True, **_LINE}),
    )
    walking = forms.IntegerField(
        label=_("How many walk"),
        help_text=_("People who go through the hall."),
        min_value=0,
        initial=0,
        widget=forms.NumberInput(attrs={"size": 3, "inputmode": "numeric"}),
    )
    riding = forms.IntegerField(
        label=_("How many ride"),
        help_text=_("People who stay in the car, with the driver."),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"size": 3, "inputmode": "numeric"}),
    )
    clearances = forms.MultipleChoiceField(
        label=_("Who has cleared the car"),
        help_text=_("Leave empty where nobody was asked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        field = self.fields["clearances"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = agency_choices()

    def asked(self) -> tuple[NewSlip, UUID]:
        """What a valid form holds."""
        given = self.cleaned_data
        slip = NewSlip(
            plate=given["plate"],
            walking=given["walking"],
            riding=given["riding"],
            clearances=tuple(given["clearances"]),
        )
        return slip, given["key"]

    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at the field it is about, or over the form."""
        if not isinstance(error.reason, SlipError):
            raise error
        self.add_error(_FIELD_OF.get(error.reason), str(error))


class CodeForm(forms.Form):
    """A code as the lane's scanner or keyboard sends it."""

    code = forms.CharField(
        label=_("Scan the slip"),
        help_text=_("Or type its 26 letters and digits. Spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"size": 34, "autofocus": True, **_LINE}),
    )


class UseForm(forms.Form):
    """How many the lane counted aboard the car of this code."""

    code = forms.CharField(max_length=60, widget=forms.HiddenInput)
    aboard = forms.IntegerField(
        label=_("How many are aboard"),
        help_text=_("Count them, with the driver."),
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"size": 3, "inputmode": "numeric", "autofocus": True}),
    )


def agency_choices() -> list[tuple[str, str]]:
    """The agencies of today, each with its label."""
    language = get_language() or "en"
    rows = rules.agencies(clock.today())
    return [(row.id, row.label(language)) for row in rows]
