"""What people type about accounts, roles and booths. Services judge it; forms only read it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import places, roles
from moeli.platform.access.forms.refusable import RefusableForm


class PersonForm(RefusableForm):
    """A new account."""

    field_of = {
        "bad_username": "username",
        "username_taken": "username",
        "bad_name": "name",
        "unknown_agency": "agency",
        "unknown_language": "language",
        "weak_password": "password",
    }

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        help_text=_("Letters a to z, digits, dots or dashes, for example lerato.thabana"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    agency = forms.ChoiceField(label=_("Agency"))
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 12 characters; its owner changes it after signing in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = roles.agencies().values()
        self.fields["agency"].choices = [("", _("Choose")), *((a.id, str(a)) for a in agencies)]  # type: ignore[attr-defined]  # a ChoiceField


class PasswordForPersonForm(RefusableForm):
    """A new password for a person who forgot hers."""

    field_of = {"weak_password": "password"}

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Her sessions end at once."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )


class GrantForm(RefusableForm):
    """A role for a person, from one day to another."""

    field_of = {
        "unknown_role": "role",
        "wrong_agency": "role",
        "already_granted": "role",
        "own_grant": "role",
        "not_by_place": "place",
        "bad_place": "place",
        "bad_period": "last_day",
    }

    role = forms.ChoiceField(label=_("Role"))
    place = forms.ChoiceField(label=_("Where"), required=False)
    first_day = forms.DateField(
        label=_("First day"), help_text=_("For example 24/11/2026"), initial=clock.today
    )
    last_day = forms.DateField(
        label=_("Last day"), help_text=_("Empty: until it is taken back"), required=False
    )

    def __init__(self, *args: Any, agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = (role for role in roles.roles().values() if agency in role.agencies)
        known = places.known_places().items()
        self.fields["role"].choices = [(role.id, str(role)) for role in open_to]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [("", _("Everywhere")), *known]  # type: ignore[attr-defined]  # the same


class BoothForm(RefusableForm):
    """A booth to be: where it stands and what stands on its door."""

    field_of = {"bad_place": "place", "bad_booth_name": "name", "booth_name_taken": "name"}

    place = forms.ChoiceField(label=_("Port of entry"))
    name = forms.CharField(
        label=_("Name of the booth"), help_text=_("As on its door: Desk 3"), max_length=40
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose")), *places.known_places().items()]  # type: ignore[attr-defined]  # a ChoiceField


class BadgeForm(RefusableForm):
    """A badge for a person, scanned."""

    field_of = {"bad_badge": "badge", "badge_taken": "badge"}

    badge = forms.CharField(
        label=_("Badge number"),
        help_text=_("Scan the badge, or type its number."),
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
