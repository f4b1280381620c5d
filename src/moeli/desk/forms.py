"""What the desk sends: a captured zone, and a decision."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.crossings.capture import Capture, How
from moeli.crossings.outcomes import Direction, Outcome

ZONE_LENGTH = 1000  # the longest zone is 90 characters; the rest is room for what goes wrong

_SAID_BY_THE_PAGE = frozenset({How.WEDGE_SCAN, How.PASTED, How.TYPED})


def capture_of(said: str) -> Capture:
    """How a page says that a zone came; what no page can say is unknown."""
    how = How.read(said)
    return Capture(how if how in _SAID_BY_THE_PAGE else How.UNKNOWN)


class CaptureForm(forms.Form):
    """A zone as scanned, typed or pasted, and the way the traveller is going."""

    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))],
        initial=Direction.ENTRY.value,
    )
    zone = forms.CharField(
        label=_("Machine-readable zone"),
        max_length=ZONE_LENGTH,
        strip=False,
        error_messages={
            "required": _("The box is empty. Scan the document, or type the lines of its zone."),
            "max_length": _("This is far too long for the zone of a travel document. Scan again."),
            "null_characters_not_allowed": _(
                "The reader sent characters that no zone has. Scan again, or type the lines."
            ),
        },
    )
    how = forms.CharField(required=False)
    picture = forms.UUIDField(required=False)

    def unread(self) -> str:
        """A zone that arrived and could not be used, unless it is too long to be shown."""
        if not self.is_bound or "zone" not in self.errors:
            return ""
        sent = str(self.data.get("zone", ""))
        return sent if len(sent) <= ZONE_LENGTH else ""

    def captured(self) -> tuple[Direction, str]:
        """What a valid form holds."""
        return Direction(self.cleaned_data["direction"]), str(self.cleaned_data["zone"])

    def capture(self) -> Capture:
        """How the page says that it came: nothing is allowed or refused by it."""
        return capture_of(self.cleaned_data["how"])


class CommutersForm(forms.Form):
    """Whether the commuters' way is chosen, and the inspection from which it is ended."""

    on = forms.BooleanField(required=False)
    inspection = forms.UUIDField(required=False)


class DecisionForm(forms.Form):
    """What the officer decided, with the key by which the same press counts once."""

    outcome = forms.ChoiceField(choices=[(each.value, each.value) for each in Outcome])
    ground = forms.CharField(max_length=40, required=False)
    screening = forms.CharField(max_length=12, required=False)
    key = forms.UUIDField()

    def decided(self) -> tuple[Outcome, str, str, UUID]:
        """What a valid form holds: outcome, ground, what became of the offer of a talk, key."""
        asked = self.cleaned_data
        return Outcome(asked["outcome"]), asked["ground"], asked["screening"], asked["key"]
