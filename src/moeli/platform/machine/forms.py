"""What an administrator types about a device. Services judge it; forms only read it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.access import places
from moeli.platform.access.forms.refusable import RefusableForm
from moeli.platform.machine import profiles


class DeviceForm(RefusableForm):
    """A device to be: where it stands, what it is called, what it may ask."""

    field_of = {
        "bad_device_place": "place",
        "bad_device_desk": "desk",
        "bad_device_name": "name",
        "device_name_taken": "name",
        "unknown_profile": "profile",
    }

    place = forms.ChoiceField(label=_("Port of entry"))
    desk = forms.CharField(
        label=_("Desk"),
        help_text=_("As the computer there is enrolled: Desk 3"),
        max_length=40,
    )
    name = forms.CharField(
        label=_("Name of the device"), help_text=_("As on its label: Reader 3"), max_length=40
    )
    profile = forms.ChoiceField(
        label=_("Kind of device"), help_text=_("The kind says what it may ask, and how often.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = ("", _("Choose"))
        language, known = get_language() or "en", profiles.profiles(clock.today())
        kinds = [
            (each.id, each.label(language))
            for each in known
            if settings.MOELI_DEMO_ACCOUNTS or each.id not in profiles.TEST_ONLY
        ]
        self.fields["place"].choices = [choose, *places.known_places().items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["profile"].choices = [choose, *kinds]  # type: ignore[attr-defined]  # the same
