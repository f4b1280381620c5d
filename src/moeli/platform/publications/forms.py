"""What people type about publications. The services judge it; the forms only read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.platform.approvals.errors import ApprovalError
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.publications.errors import PublicationError

_OVERRIDE_MISSING = _("This goes beyond the usual bounds. Say why that is right.")


class _MotiveField(forms.CharField):
    """A few lines that say why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class _Refusing(forms.Form):
    """A form that says a service's sentence at the field it is about."""

    field_of: dict[ErrorCode, str] = {}

    def refuse(self, error: MoeliError) -> None:
        """Say the sentence at its field; what is about no field is raised again."""
        if error.reason not in self.field_of:
            raise error
        self.add_error(self.field_of[error.reason], str(error))


class UploadForm(_Refusing):
    """A file for a channel, and the day from which it holds."""

    field_of = {PublicationError.BAD_DAY: "effective_from"}

    file = forms.FileField(
        label=_("File"),
        help_text=_("It is checked and compared first. Nothing is published by uploading."),
        allow_empty_file=True,
        max_length=400,
    )
    effective_from = forms.DateField(
        label=_("First day"),
        help_text=_("The day from which it holds, in Lesotho. Empty: the day it is published."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, largest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._largest = largest

    def content(self) -> bytes:
        """The file's bytes, and one more than the channel allows where it is larger."""
        content: bytes = self.cleaned_data["file"].read(self._largest + 1)
        return content


class ProposalForm(_Refusing):
    """Why an upload shall be published; and why it may go beyond the bounds, where it does."""

    field_of = {
        ApprovalError.MOTIVE_MISSING: "motive",
        PublicationError.OVERRIDE_MISSING: "override",
    }

    motive = _MotiveField(
        label=_("Why it shall be published"),
        help_text=_("The order, letter or decision on which it rests. No names."),
    )
    override = _MotiveField(
        label=_("Why it may go beyond the bounds"),
        help_text=_("The person who approves reads this."),
    )

    def __init__(self, *args: Any, beyond: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["override"].error_messages["required"] = _OVERRIDE_MISSING
        if not beyond:
            del self.fields["override"]


class RollbackForm(_Refusing):
    """Why an earlier version shall hold again."""

    field_of = {
        PublicationError.MOTIVE_MISSING: "motive",
        ApprovalError.MOTIVE_MISSING: "motive",
    }

    motive = _MotiveField(
        label=_("Why the earlier version shall hold again"),
        help_text=_("It is kept, sealed, in the journal. No names."),
    )
