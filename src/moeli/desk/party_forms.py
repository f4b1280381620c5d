"""What the desk sends about a party. The services judge it."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from moeli.crossings.capture import Capture
from moeli.crossings.outcomes import Direction
from moeli.crossings.parties import manifest, rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.minors import Companion
from moeli.crossings.parties.papers import SeenPaper, is_paper
from moeli.desk.forms import ZONE_LENGTH, CaptureForm, capture_of


class BeginForm(forms.Form):
    """Which way the party goes, and its first document where that begins it."""

    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[(Direction.ENTRY.value, _("Entry")), (Direction.EXIT.value, _("Exit"))],
        widget=forms.RadioSelect,
        initial=Direction.ENTRY.value,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    zone = forms.CharField(
        max_length=ZONE_LENGTH,
        strip=False,
        required=False,
        error_messages=CaptureForm.base_fields["zone"].error_messages,
    )
    how = forms.CharField(required=False)

    def first(self) -> tuple[str, Capture] | None:
        """The zone of the first document, and how it came; None where none was sent."""
        zone = str(self.cleaned_data["zone"])
        return (zone, capture_of(self.cleaned_data["how"])) if zone.strip() else None


class ScanForm(CaptureForm):
    """The zone of the next document; the party knows which way it goes."""

    def kept(self) -> str:
        """What was sent and could not be used, unless it is too long to be shown."""
        return str(self.data.get("zone", ""))[:ZONE_LENGTH] if self.is_bound else ""

    direction = None  # type: ignore[assignment]  # so Django leaves a parent's field out


class KeyForm(forms.Form):
    """The key by which the same press counts once."""

    key = forms.UUIDField()


INCOMPLETE = _("Nothing was recorded, because the request arrived incomplete. Press again.")
_OF_ONE_PAPER = ("giver", "signed_on", "valid_to")
AS_ALL = "all"  # what a row says of whom the officer means with the key for all of them


class CompanionsForm(forms.Form):
    """Who goes with whom: an adult, a kind of paper, and of each a row with what is said.

    Of those whose row says `AS_ALL`, `one` says that a single paper names them, `each` that each
    has one of their own, `both` that both parents are here (`other` is the second); without such a
    key only what is chosen singly is said. Of whom nothing is said, nothing is recorded.
    """

    adult = forms.UUIDField(required=False)
    other = forms.UUIDField(required=False)
    for_all = forms.CharField(required=False)
    both = forms.BooleanField(required=False)
    one = forms.BooleanField(required=False)
    each = forms.BooleanField(required=False)
    giver = forms.CharField(required=False)
    signed_on = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)

    def clean(self) -> None:
        """Read the fields that are named after members; what is said of one paper names one."""
        if self.errors:
            return
        told = any(self.cleaned_data[name] for name in _OF_ONE_PAPER)
        if told and not self.cleaned_data["one"]:
            raise forms.ValidationError(_("Who signed and the dates are of one paper: press F6."))
        try:
            self.said = tuple(self._said())
        except ValueError as error:
            raise forms.ValidationError(INCOMPLETE) from error

    def problem(self) -> str:
        """Why nothing of it can be recorded."""
        if {"signed_on", "valid_to"} & set(self.errors):
            return str(PartyError.PAPER_DATES.sentence)
        return str((self.non_field_errors() or [INCOMPLETE])[0])

    def _said(self) -> Iterator[Companion]:
        for_all, paper = self._for_all(), self._paper()
        for name, own in self.data.items():
            if name.startswith("consent-"):
                minor = UUID(name.removeprefix("consent-"))
                if own != AS_ALL and own:
                    yield self._companion(minor, str(own), None)
                elif own and for_all:
                    yield self._companion(minor, for_all, paper)

    def _for_all(self) -> str:
        if self.cleaned_data["both"]:
            return rules.PRESENT
        pressed = self.cleaned_data["one"] or self.cleaned_data["each"]
        return str(self.cleaned_data["for_all"]) if pressed else ""

    def _paper(self) -> SeenPaper | None:
        told = {name: self.cleaned_data[name] for name in _OF_ONE_PAPER}
        return SeenPaper(**told) if self.cleaned_data["one"] else None

    def _companion(self, minor: UUID, consent: str, paper: SeenPaper | None) -> Companion:
        own = self.data.get(f"adult-{minor}")
        adult, other = self.cleaned_data.get("adult"), self.cleaned_data.get("other")
        if own and UUID(own) != adult:
            adult, other = UUID(own), adult if UUID(own) == other else None
        if consent != rules.PRESENT:
            other = None
        return Companion(minor, adult, consent, other, paper if is_paper(consent) else None)


class ListForm(BeginForm):
    """A bus operator's list of passengers, and which way the bus goes."""

    zone = None  # type: ignore[assignment]  # so Django leaves a parent's field out
    how = None  # type: ignore[assignment]
    file = forms.FileField(
        label=_("List of passengers"),
        help_text=_(
            "A CSV file or a workbook of one sheet. Its first row names the columns:"
            " document_number, nationality, family_name, given_names, birth_date, sex, expiry_date."
        ),
        allow_empty_file=True,
        max_length=400,
    )

    def given(self) -> tuple[Direction, bytes]:
        """The way and the file's bytes: one more than a list may have, where it is larger."""
        content: bytes = self.cleaned_data["file"].read(manifest.LARGEST + 1)
        return Direction(self.cleaned_data["direction"]), content


class SoundForm(forms.Form):
    """The sound rows of a list, as the page that showed them sends them back."""

    direction = forms.ChoiceField(choices=[(each.value, each.value) for each in Direction])
    key = forms.UUIDField(required=False)
    zones = forms.CharField(max_length=manifest.MOST_ROWS * 100, strip=False)

    def sound(self) -> tuple[Direction, tuple[str, ...]]:
        """The way, and the zones: two lines each."""
        lines = self.cleaned_data["zones"].split()
        pairs = zip(lines[::2], lines[1::2], strict=False)
        return Direction(self.cleaned_data["direction"]), tuple("\n".join(pair) for pair in pairs)
