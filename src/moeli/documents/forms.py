"""What the expert types. The services judge it; the forms only read it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.lessons import LONGEST
from moeli.documents.services import Answered
from moeli.documents.services.answering import REMARK_LENGTH
from moeli.platform import clock
from moeli.platform.dated import DatedRow
from moeli.platform.errors import ErrorCode, MoeliError

_FIELD_OF: dict[ErrorCode, str] = {
    DocumentError.BAD_VERDICT: "verdict",
    DocumentError.NO_ALTERATION: "lesson",
    DocumentError.LESSON_PERSONAL: "lesson",
    DocumentError.MOTIVE_LONG: "remark",
}


class AnswerForm(forms.Form):
    """The expert's answer."""

    verdict = forms.ChoiceField(label=_("What is the document?"), widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("What the desk shall know or do"),
        help_text=_("Only this desk reads it."),
        max_length=REMARK_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    group = forms.ChoiceField(
        label=_("If it was altered: what"), required=False, widget=forms.Select
    )
    lesson = forms.CharField(
        label=_("If it was altered: how, for every officer to learn"),
        help_text=_("How it was done and how to see it. No name, number or date of the document."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        _choose(self.fields["verdict"], rules.verdicts(today))
        _choose(self.fields["group"], rules.groups(today), none="–")

    def answered(self) -> Answered:
        """What a valid form says."""
        return Answered(**self.cleaned_data)

    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at its field; what is not about the answer is raised again."""
        if not isinstance(error.reason, DocumentError):
            raise error
        self.add_error(_FIELD_OF.get(error.reason), str(error))


class GroupForm(forms.Form):
    """Which lessons to show."""

    group = forms.ChoiceField(label=_("What was altered"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["group"], rules.groups(clock.today()), none=_("Everything"))


def _choose(field: forms.Field, rows: tuple[DatedRow, ...], none: object = None) -> None:
    assert isinstance(field, forms.ChoiceField)
    language = get_language() or "en"
    first = [("", none)] if none else []
    field.choices = [*first, *((row.id, row.label(language)) for row in rows)]
