"""What the desk sends about permits, stamps and answers. The services judge it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import tables
from moeli.crossings.asked.sealing import Answers
from moeli.crossings.asked.services import LONGEST
from moeli.crossings.declared.services import SeenStamp
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import rules as party_rules
from moeli.crossings.permits.services import Because, NewPermit, Origin
from moeli.crossings.standing import Standing
from moeli.crossings.travellers import TravellerClass
from moeli.desk.presenters.stay_words import PROTECTED, TRAVELLERS
from moeli.platform import clock
from moeli.platform.access.forms.refusable import RefusableForm
from moeli.platform.dated import DatedRow
from moeli.ports import directory

_DAY = _("For example 24/11/2026")
_LINE = {"autocomplete": "off", "spellcheck": "false"}
_PROTECTION = "protection"
BECAUSE = [
    (Because.MISTAKE.value, _("Recorded by mistake")),
    (Because.CANCELLED.value, _("Cancelled by the office")),
    (Because.NOT_GENUINE.value, _("Not genuine")),
]
ORIGINS = [(Origin.SEEN.value, _("Seen on paper")), (Origin.ISSUED.value, _("Issued here"))]


class PermitForm(RefusableForm):
    """A permit as it is printed."""

    field_of = {
        "bad_permit_kind": "kind",
        "bad_permit_dates": "valid_to",
        "permit_too_long": "valid_to",
        "bad_permit_number": "number",
        "permit_twice": "kind",
    }

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.Select(attrs={"autofocus": True}))
    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 20, **_LINE}),
    )
    valid_from = forms.DateField(
        label=_("First day"), help_text=_DAY, widget=forms.DateInput(attrs={"size": 12, **_LINE})
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty for an indefinite permit only."),
        required=False,
        widget=forms.DateInput(attrs={"size": 12, **_LINE}),
    )
    origin = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=ORIGINS,
        initial=Origin.SEEN.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *kind_choices()]  # type: ignore[attr-defined]  # a ChoiceField

    def seen(self) -> NewPermit:
        """What a valid form holds."""
        given = dict(self.cleaned_data)
        return NewPermit(**given | {"origin": Origin(given["origin"])})


class WithdrawForm(forms.Form):
    """Which permit ends, and why."""

    row = forms.UUIDField()
    because = forms.ChoiceField(choices=BECAUSE)

    def ended(self) -> tuple[UUID, Because]:
        """What a valid form holds."""
        return self.cleaned_data["row"], Because(self.cleaned_data["because"])


class StampForm(RefusableForm):
    """A stamp as it stands in the document."""

    field_of = {
        "bad_stamp_place": "place",
        "bad_stamp_day": "day",
        "bad_stamp_number": "number",
    }

    direction = forms.ChoiceField(
        label=_("Stamp of"),
        choices=[(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))],
        widget=forms.RadioSelect,
        initial=Direction.ENTRY.value,
    )
    place = forms.ChoiceField(
        label=_("Port on the stamp"), widget=forms.Select(attrs={"autofocus": True})
    )
    day = forms.DateField(
        label=_("Day on the stamp"),
        help_text=_DAY,
        widget=forms.DateInput(attrs={"size": 12, **_LINE}),
    )
    number = forms.CharField(
        label=_("Number on the stamp"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"size": 12, **_LINE}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ports = [(port.code, port.name) for port in directory.all_ports()]
        self.fields["place"].choices = [("", _("Choose")), *ports]  # type: ignore[attr-defined]  # a ChoiceField

    def seen(self) -> SeenStamp:
        """What a valid form holds."""
        given = dict(self.cleaned_data)
        return SeenStamp(**given | {"direction": Direction(given["direction"])})


class QuestionsForm(RefusableForm):
    """What is asked of one class, and whether she fears to return."""

    def __init__(self, *args: Any, rows: Iterable[DatedRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[row.id] = _field(row)
        self.fields[_PROTECTION] = forms.BooleanField(
            label=_("R: does not want to be sent back"),
            help_text=_("Refer. This traveller is not refused, now or at the next scan."),
            required=False,
        )
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def answered(self, traveller: TravellerClass) -> Answers:
        """What a valid form holds."""
        given = dict(self.cleaned_data)
        protection = given.pop(_PROTECTION)
        return Answers(traveller=traveller, protection=protection, fields=given)


class ClassForm(forms.Form):
    """Which class of traveller it is."""

    traveller = forms.ChoiceField(label=_("Class of traveller"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["traveller"].choices = class_choices()  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self, standing: Standing) -> TravellerClass:
        """The class that was chosen; what the papers say where none was."""
        value = self.cleaned_data.get("traveller") if self.is_valid() else ""
        return TravellerClass(value) if value else standing.traveller


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of permit, each once, those of today first."""
    language, today = get_language() or "en", clock.today()
    now = {row.id: row.label(language) for row in tables.permit_kinds(today)}
    ever = {row.id: row.label(language) for row in tables.every_permit_kind()}
    return list((now | {id: ever[id] for id in ever if id not in now}).items())


def class_choices() -> list[tuple[str, str]]:
    """The classes that an officer states; protection is a question of its own."""
    stated = [(each.value, str(TRAVELLERS[each])) for each in TRAVELLERS if each not in PROTECTED]
    return [("", str(_("As the papers say"))), *stated]


def _field(row: DatedRow) -> forms.Field:
    label = row.label(get_language() or "en")
    if row.value["kind"] == "choice":
        return forms.ChoiceField(label=label, choices=_papers(), required=False)
    kind = {"inputmode": "tel"} if row.value["kind"] == "telephone" else {}
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={**_LINE, **kind}),
    )


def _papers() -> list[tuple[str, Any]]:
    language = get_language() or "en"
    rows = [(row.id, row.label(language)) for row in party_rules.consent_papers(clock.today())]
    return [("", _("Not asked")), *rows, (party_rules.NO_PAPER, _("None is shown"))]
