"""What the desk sends about standing consent. The services judge it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings.consents import rules
from moeli.crossings.consents.services import LONGEST_NAME, Because, NewConsent
from moeli.platform import clock
from moeli.platform.access.forms.refusable import RefusableForm
from moeli.platform.dated import DatedRow
from moeli.ports import directory

_DAY = _("For example 24/11/2026")
_LINE = {"autocomplete": "off", "spellcheck": "false"}
BECAUSE = [
    (Because.TAKEN_BACK.value, _("Taken back by who gave it")),
    (Because.MISTAKE.value, _("Recorded by mistake")),
    (Because.NOT_GENUINE.value, _("Not genuine")),
]


class ConsentForm(RefusableForm):
    """A consent as its paper says it."""

    field_of = {
        "bad_consent_paper": "paper",
        "bad_consent_giver": "who",
        "bad_consent_dates": "valid_to",
        "bad_consent_port": "port",
        "consent_twice": "paper",
    }

    giver = forms.ChoiceField(
        label=_("Who consented"), widget=forms.Select(attrs={"autofocus": True})
    )
    who = forms.CharField(
        label=_("Name of who consented"),
        help_text=_("As it stands on the paper."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"size": 30, **_LINE}),
    )
    paper = forms.ChoiceField(label=_("Paper that shows it"))
    valid_from = forms.DateField(
        label=_("First day"), help_text=_DAY, widget=forms.DateInput(attrs={"size": 12, **_LINE})
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        help_text=_("A school year at most."),
        widget=forms.DateInput(attrs={"size": 12, **_LINE}),
    )
    port = forms.ChoiceField(
        label=_("Port of entry"),
        required=False,
        help_text=_("Every one, where the paper names none."),
    )
    school = forms.CharField(
        label=_("School"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"size": 30, **_LINE}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        ports = [(each.code, each.name) for each in directory.all_ports()]
        for name, choices in (
            ("giver", [("", _("Choose")), *_choices(rules.givers(today))]),
            ("paper", [("", _("Choose")), *_choices(rules.papers(today))]),
            ("port", [("", _("Every one")), *ports]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def seen(self) -> NewConsent:
        """What a valid form holds."""
        return NewConsent(**self.cleaned_data)


class WithdrawConsentForm(forms.Form):
    """Which consent ends, and why."""

    row = forms.UUIDField()
    because = forms.ChoiceField(choices=BECAUSE)

    def ended(self) -> tuple[UUID, Because]:
        """What a valid form holds."""
        return self.cleaned_data["row"], Because(self.cleaned_data["because"])


def _choices(rows: Iterable[DatedRow]) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(row.id, row.label(language)) for row in rows]
