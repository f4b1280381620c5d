"""The page that shows every component in every state; mounted by tests only."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

_TONES = ("good", "bad", "warn", "wait", "neutral")


class ExampleForm(forms.Form):
    """One field of each kind that our pages use."""

    place = forms.CharField(label=_("Place"), help_text=_("As it stands on the signboard."))
    day = forms.DateField(label=_("Day"), required=False)
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[("in", _("Into the country")), ("out", _("Out of the country"))],
        widget=forms.RadioSelect,
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Components, a form before and after errors, empty states."""
    shown = {
        "tones": _TONES,
        "form": ExampleForm(prefix="new"),
        "refused": ExampleForm({"sent-day": "31/02/2026"}, prefix="sent"),
    }
    return render(request, "moeli/styleguide.html", shown)
