"""What people type about the document list. The services judge it; the forms only read it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.dated import DatedRow
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.ui.dates import PartialDateField
from moeli.screening import vocabulary
from moeli.screening.errors import ListError
from moeli.screening.matching import Sought
from moeli.screening.services import NewListing

_FIELD_OF = {
    ListError.BAD_STATE: "issuing_state",
    ListError.BAD_NUMBER: "document_number",
    ListError.ALREADY_LISTED: "document_number",
    ListError.BAD_HOLDER: "holder_primary",
    ListError.BAD_KIND: "kind",
    ListError.BAD_INSTRUCTION: "instruction",
    ListError.BAD_SOURCE: "source",
    ListError.BAD_PERIOD: "listed_until",
}


class DocumentForm(forms.Form):
    """One document: what a search asks for, and what a listing begins with."""

    issuing_state = forms.CharField(
        label=_("Issuing State"),
        help_text=_("As the zone prints it: LSO, ZAF, D"),
        max_length=3,
        widget=forms.TextInput(
            attrs={"size": 4, "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    document_number = forms.CharField(
        label=_("Document number"),
        help_text=_("The whole number, as printed"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"size": 20, "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_issuing_state(self) -> str:
        """The State in capitals, as zones print it."""
        return str(self.cleaned_data["issuing_state"]).upper()


class ListingForm(DocumentForm):
    """A new entry of the list: a document, its holder, or both."""

    holder_primary = forms.CharField(
        label=_("Holder: primary identifier"),
        help_text=_("With a name and a birth date the holder is met by another document too."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder_secondary = forms.CharField(
        label=_("Holder: secondary identifier"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder_born = PartialDateField(label=_("Holder: date of birth"), required=False)

    kind = forms.ChoiceField(
        label=_("Why it is listed"),
        help_text=_("The booth never shows this."),
        widget=forms.RadioSelect,
    )
    instruction = forms.ChoiceField(
        label=_("What the officer shall do"),
        help_text=_("The booth shows this sentence and nothing else."),
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("On what it rests"),
        help_text=_("Order, report or letter, with its number and date. No names."),
        max_length=120,
    )
    listed_from = forms.DateField(label=_("First day"))
    listed_until = forms.DateField(
        label=_("Last day"), help_text=_("Leave empty when no end is known."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today, language = clock.today(), get_language() or "en"
        choices = {"kind": vocabulary.kinds(today), "instruction": vocabulary.instructions(today)}
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_choice(row, language) for row in rows]
        self.fields["listed_from"].initial = today
        self.fields["issuing_state"].required = False
        self.fields["document_number"].required = False

    def listing(self) -> NewListing:
        """The entry that a valid form stands for."""
        given = dict(self.cleaned_data)
        named = [given.pop(name) for name in ("holder_primary", "holder_secondary", "holder_born")]
        return NewListing(**given, holder=Sought(*named) if any(named) else None)

    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at the field it is about."""
        refuse(self, error, _FIELD_OF)


class WithdrawalForm(forms.Form):
    """The end of an entry, with its motive."""

    motive = forms.CharField(
        label=_("Why the entry is withdrawn"),
        help_text=_("It is kept in the journal. No names."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at the motive, or over the form."""
        refuse(self, error, {ListError.MOTIVE_MISSING: "motive"})


def refuse(form: forms.Form, error: MoeliError, field_of: dict[ListError, str]) -> None:
    """Put a foreseen error into the form; what is not about the list is raised again."""
    reason: ErrorCode = error.reason
    if not isinstance(reason, ListError):
        raise error
    form.add_error(field_of.get(reason), str(error))


def _choice(row: DatedRow, language: str) -> tuple[str, str]:
    return row.id, row.label(language)
