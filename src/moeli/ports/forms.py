"""What people type about closures and rosters. The services judge it; the forms only read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access.forms.refusable import RefusableForm
from moeli.platform.access.models import User
from moeli.ports.models import Reason

_MOMENT = forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"size": 18, "autocomplete": "off"})


class ClosureForm(RefusableForm):
    """An event that closes a port."""

    field_of = {
        "bad_reason": "reason",
        "bad_closure": "expected_until",
        "long_note": "note",
        "port_already_closed": "begins_at",
    }

    reason = forms.ChoiceField(
        label=_("Why the port is closed"), choices=Reason.choices, widget=forms.RadioSelect
    )
    begins_at = forms.DateTimeField(
        label=_("Closed from"),
        help_text=_("Day and time in Lesotho, for example 25/11/2026 18:30"),
        widget=_MOMENT,
    )
    expected_until = forms.DateTimeField(
        label=_("Expected to open"),
        help_text=_("Empty when nobody knows. The port stays closed until somebody reopens it."),
        required=False,
        widget=_MOMENT,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Up to 200 characters that help a colleague. No names."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_at"].initial = clock.now().replace(second=0, microsecond=0)


class RosterForm(RefusableForm):
    """One line of a roster."""

    field_of = {
        "bad_desk": "desk",
        "bad_officer": "officer",
        "bad_shift": "ends",
        "desk_taken": "desk",
        "officer_busy": "officer",
    }

    desk = forms.CharField(label=_("Desk"), help_text=_("For example Entry 1"), max_length=24)
    officer = forms.ChoiceField(label=_("Officer"))
    starts = forms.TimeField(
        label=_("From"),
        help_text=_("For example 06:00"),
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 6, "autocomplete": "off"}),
    )
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("An hour that is earlier lies on the next day."),
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 6, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose")), *((str(each.id), each.name) for each in officers)]
        self.fields["officer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
