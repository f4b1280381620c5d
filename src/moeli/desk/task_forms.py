"""What is sent about cars: the car of a party, a question to an agency, the agency's answer."""

from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings.vehicles.leaving import Leaving
from moeli.crossings.vehicles.papers import Answer, Seen, vehicle_papers
from moeli.crossings.vehicles.services import NewVehicle
from moeli.platform import clock

_SEEN = [
    (Seen.NOT_NEEDED.value, _("Not needed")),
    (Seen.SEEN.value, _("Seen")),
    (Seen.MISSING.value, _("Missing")),
]


class VehicleForm(forms.Form):
    """The car of a party: its plate, its driver and each paper of the dated table."""

    plate = forms.CharField(
        label=_("Number plate"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"size": 12, "autofocus": True, "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    driver = forms.UUIDField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        language = get_language() or "en"
        for row in vehicle_papers(clock.today()):
            self.fields[row.id] = forms.ChoiceField(label=row.label(language), choices=_SEEN)

    def papers(self) -> list[forms.BoundField]:
        """The fields of the papers, for the page."""
        return [self[name] for name in self.fields if name not in {"plate", "driver"}]

    def entered(self) -> NewVehicle:
        """What a valid form holds."""
        given = dict(self.cleaned_data)
        return NewVehicle(plate=given.pop("plate"), driver=given.pop("driver"), papers=given)


class SendForm(forms.Form):
    """Which agency is asked about which car."""

    vehicle = forms.UUIDField()
    agency = forms.CharField(max_length=24)


class LeaveForm(forms.Form):
    """A car that leaves for the lane, with the key by which the same press counts once."""

    vehicle = forms.UUIDField()
    walking = forms.IntegerField(min_value=0, max_value=999)
    riding = forms.IntegerField(min_value=1, max_value=999)
    key = forms.UUIDField()

    def leaving(self) -> tuple[Leaving, UUID]:
        """What a valid form holds."""
        given = self.cleaned_data
        people = {name: given[name] for name in ("walking", "riding")}
        return Leaving(vehicle=given["vehicle"], **people), given["key"]


class AnswerForm(forms.Form):
    """What the agency says."""

    answer = forms.ChoiceField(choices=[(each.value, each.value) for each in Answer])
