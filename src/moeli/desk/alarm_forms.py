"""What a supervisor says of an alarm. The service judges it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.crossings.presence.answers import LONGEST, Answer
from moeli.platform.access.forms.refusable import RefusableForm


class AnswerForm(RefusableForm):
    """Explained, or followed up, and why."""

    field_of = {"bad_alarm_answer": "answer", "no_motive": "motive"}

    answer = forms.ChoiceField(
        label=_("What do you say of it?"),
        choices=[
            (Answer.EXPLAINED.value, _("It is explained")),
            (Answer.FOLLOWED_UP.value, _("It is to be followed up")),
        ],
        widget=forms.RadioSelect,
    )
    motive = forms.CharField(
        label=_("What you found, or who follows it up"),
        help_text=_("5 to 500 characters. It is sealed, and headquarters reads it too."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
