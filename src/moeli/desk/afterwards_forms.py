"""What is sent after a decision: its correction, the review of a refusal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings import rules
from moeli.crossings.afterwards.errors import AfterwardsError
from moeli.crossings.errors import CrossingError
from moeli.crossings.outcomes import Outcome
from moeli.crossings.refusals.errors import RefusalError
from moeli.desk.presenters.words import OUTCOMES
from moeli.platform import clock
from moeli.platform.errors import MoeliError

_MOTIVE = {"rows": 3}
_FIELD_OF = {
    AfterwardsError.NOT_POSSIBLE: "outcome",
    AfterwardsError.NO_CHANGE: "outcome",
    AfterwardsError.MOTIVE_MISSING: "motive",
    CrossingError.GROUND_MISSING: "ground",
    RefusalError.BAD_RESULT: "result",
    RefusalError.MOTIVE_MISSING: "motive",
}


class _RefusableForm(forms.Form):
    def refuse(self, error: MoeliError) -> None:
        """Say the service's sentence at its field, or over the form; what is absent stays so."""
        if error.status not in {400, 409}:
            raise error
        self.add_error(_FIELD_OF.get(error.reason), str(error))


class CorrectionForm(_RefusableForm):
    """What a decision should have read."""

    outcome = forms.ChoiceField(label=_("What it should read"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"),
        help_text=_("Only where leave to enter is refused or a departure not permitted"),
        required=False,
    )
    motive = forms.CharField(
        label=_("How the mistake came about"),
        help_text=_("It is kept in the journal. No names."),
        max_length=400,
        widget=forms.Textarea(attrs=_MOTIVE),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, possible: Sequence[Outcome], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome, ground = self.fields["outcome"], self.fields["ground"]
        assert isinstance(outcome, forms.ChoiceField)
        assert isinstance(ground, forms.ChoiceField)
        outcome.choices = [(each.value, OUTCOMES[each].done) for each in possible]
        ground.choices = [("", _("none")), *_grounds(possible)]

    def corrected(self) -> tuple[Outcome, str, str, UUID]:
        """What a valid form holds: outcome, ground, motive, key."""
        given = self.cleaned_data
        return Outcome(given["outcome"]), given["ground"], given["motive"], given["key"]


class ReviewForm(_RefusableForm):
    """The result of a review."""

    result = forms.ChoiceField(
        label=_("Result"),
        choices=[
            ("upheld", _("The refusal stands")),
            ("set_aside", _("Set aside: the traveller is inspected anew")),
        ],
        widget=forms.RadioSelect,
    )
    motive = forms.CharField(
        label=_("Why"),
        help_text=_("It is kept in the journal. No names."),
        max_length=400,
        widget=forms.Textarea(attrs=_MOTIVE),
    )


def _grounds(possible: Sequence[Outcome]) -> list[tuple[str, str]]:
    today, language = clock.today(), get_language() or "en"
    needing = [each for each in possible if each.needs_ground]
    return [(row.id, row.label(language)) for each in needing for row in rules.grounds(each, today)]
