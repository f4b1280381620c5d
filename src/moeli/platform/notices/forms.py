"""Where a person can be reached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import MoeliError
from moeli.platform.notices.errors import NoticeError

_FIELDS = {NoticeError.BAD_MAIL: "mail", NoticeError.BAD_PHONE: "phone"}


class ContactForm(forms.Form):
    """An e-mail address and a number for SMS, each optional."""

    mail = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("It only ever says that a task waits, and where."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Mobile telephone"),
        required=False,
        max_length=24,
        help_text=_("With its country, like +266 5800 1234."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def refuse(self, error: MoeliError) -> None:
        """Say at the field what the service found. Raises what belongs to no field."""
        if error.reason not in _FIELDS:
            raise error
        self.add_error(_FIELDS[error.reason], str(error))
