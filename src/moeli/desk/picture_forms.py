"""What the desk sends about a picture: a file, answers to doubtful characters, typed lines."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings.outcomes import Direction
from moeli.desk.forms import ZONE_LENGTH
from moeli.documents import rules
from moeli.documents.reading import Place
from moeli.documents.services import Said
from moeli.documents.services.asking import MOTIVE_LENGTH
from moeli.platform import clock

_ASKED = re.compile(r"(is|other)-([1-3])-([0-9]{1,2})")
_DIRECTIONS = [(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))]


class FileForm(forms.Form):
    """A picture as a file."""

    picture = forms.FileField(
        label=_("A picture from this computer"),
        help_text=_("JPEG, PNG, WebP or TIFF, up to 32 MB. Where it was taken is not kept."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff"}
        ),
        error_messages={"required": _("Choose a picture first.")},
    )


class CompareForm(forms.Form):
    """What the officer says of a picture; what she copied from its visual page is only compared."""

    direction = forms.ChoiceField(
        label=_("Direction"), choices=_DIRECTIONS, widget=forms.RadioSelect
    )
    lines = forms.CharField(
        label=_("The lines, if they must be typed"),
        help_text=_("Typed lines count as typed. Leave them as they are if the machine is right."),
        max_length=ZONE_LENGTH,
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    number = forms.CharField(
        label=_("Document number on the visual page"),
        help_text=_("Copied by eye, only to be compared with the zone."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Primary identifier on the visual page"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def way(self) -> Direction:
        """Which way the traveller goes."""
        return Direction(self.cleaned_data["direction"])

    def said(self) -> Said:
        """What a valid form says."""
        lines = "\n".join(line.strip().upper() for line in self.cleaned_data["lines"].splitlines())
        return Said(answers=self.answers(), lines=lines.strip())

    def answers(self) -> dict[Place, str]:
        """The characters that were given, by line and column: the typed one before the chosen."""
        given: dict[Place, str] = {}
        for name in sorted(self.data):  # `is` before `other`
            asked = _ASKED.fullmatch(name)
            letter = str(self.data.get(name, "")).strip().upper()
            if asked and letter:
                given[int(asked[2]), int(asked[3])] = letter[:2]  # two are refused by the service
        return given


class QuestionForm(forms.Form):
    """What makes a document questionable."""

    groups = forms.MultipleChoiceField(required=False)
    motive = forms.CharField(max_length=MOTIVE_LENGTH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.id, row.label(language)) for row in rules.groups(clock.today())]
