"""What people type about an approval. The services judge it; the form only reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.platform.approvals.errors import ApprovalError
from moeli.platform.errors import MoeliError


class DecisionForm(forms.Form):
    """Yes or no, and why."""

    motive = forms.CharField(
        label=_("Why"),
        help_text=_("A no needs its reason. It is kept, sealed, in the journal. No names."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def refuse(self, error: MoeliError) -> None:
        """Say a missing motive at its field; anything else is raised again."""
        if error.reason is not ApprovalError.MOTIVE_MISSING:
            raise error
        self.add_error("motive", str(error))
