"""What the desk sends about a person without any document. The services judge it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import tables
from moeli.crossings.identification.services import LONGEST, NAME, Voucher
from moeli.crossings.identification.words import Word
from moeli.crossings.outcomes import Direction, Outcome
from moeli.platform import clock
from moeli.platform.access.forms.refusable import RefusableForm

_LINE = {"autocomplete": "off", "spellcheck": "false"}
_WAY = "direction"


class AnswersForm(RefusableForm):
    """Which way the person goes, and what was answered."""

    field_of = {"identification_too_few": "name"}

    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))],
        widget=forms.RadioSelect,
        initial=Direction.ENTRY.value,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for row in tables.identification_questions(clock.today()):
            self.fields[row.id] = forms.CharField(
                label=row.label(language),
                max_length=LONGEST,
                required=row.id == NAME,
                widget=forms.TextInput(attrs=_LINE | {"autofocus": row.id == NAME}),
            )

    def told(self) -> tuple[Direction, dict[str, str]]:
        """What a valid form holds."""
        given = dict(self.cleaned_data)
        return Direction(given.pop(_WAY)), given


class VoucherForm(RefusableForm):
    """Who vouches, and how they are found again."""

    field_of = {"identification_bad_voucher": "by"}

    kind = forms.ChoiceField(label=_("Who or what vouches"))
    by = forms.CharField(
        label=_("Name and telephone, or the number of the paper"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs=_LINE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        kinds = [(row.id, row.label(language)) for row in tables.voucher_kinds(clock.today())]
        self.fields["kind"].choices = [("", _("Choose")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    def seen(self) -> Voucher:
        """What a valid form holds."""
        return Voucher(**self.cleaned_data)


class WordForm(forms.Form):
    """The second officer's word."""

    word = forms.ChoiceField(choices=[(each.value, each.value) for each in Word])


class IdentifiedForm(forms.Form):
    """What is decided, with the key by which the same press counts once."""

    outcome = forms.ChoiceField(choices=[(each.value, each.value) for each in Outcome])
    key = forms.UUIDField()

    def decided(self) -> tuple[Outcome, UUID]:
        """What a valid form holds."""
        return Outcome(self.cleaned_data["outcome"]), self.cleaned_data["key"]
