"""What an administrator chooses for a phone, and what is written when something is settled."""

from typing import Any

from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    IntegerField,
    MultipleChoiceField,
)
from django.utils.translation import gettext_lazy as _

from moeli.forms.openrosa import selectors
from moeli.platform.access import places
from moeli.platform.access.actor import Actor
from moeli.platform.access.forms.refusable import RefusableForm

_DAYS = 90


class PhoneForm(RefusableForm):
    """A phone to be let in: whose, where, for which forms, how long, by what it proves itself."""

    field_of = {
        "phone_bad_name": "name",
        "phone_bad_person": "person",
        "phone_bad_place": "place",
        "phone_bad_forms": "forms",
        "phone_bad_days": "days",
        "phone_bad_way": "way",
    }

    person = ChoiceField(
        label=_("Person"),
        help_text=_("Whose phone it is. What it sends counts as hers; her role lets it in."),
    )
    place = ChoiceField(label=_("Place"), help_text=_("Where she asks: runs stand there."))
    name = CharField(
        label=_("Name of the phone"), help_text=_("As on its label: Phone 3"), max_length=40
    )
    forms = MultipleChoiceField(
        label=_("Forms"),
        help_text=_("The phone can fetch these and no others."),
        widget=CheckboxSelectMultiple,
    )
    days = IntegerField(
        label=_("For how many days"),
        help_text=_("Afterwards the phone is let in no longer; give it access anew."),
        initial=_DAYS,
        min_value=1,
    )
    way = ChoiceField(
        label=_("How it proves itself"),
        help_text=_("Choose the address with a token only for an app that cannot do the other."),
        choices=[
            ("digest", _("User name and password, by Digest")),
            ("token", _("A token in the address")),
        ],
        initial="digest",
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = ("", _("Choose"))
        people = [(str(each.id), each.name) for each in selectors.bearers(actor)]
        given = [(each.form, each.title) for each in selectors.forms_to_give()]
        self.fields["person"].choices = [choose, *people]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [choose, *places.known_places().items()]  # type: ignore[attr-defined]  # the same
        self.fields["forms"].choices = given  # type: ignore[attr-defined]  # the same


class SettleForm(RefusableForm):
    """Why something that was set aside is accepted or discarded."""

    field_of = {"set_aside_no_motive": "motive"}

    motive = CharField(
        label=_("Why"),
        help_text=_("It stays recorded. Write nothing of what was answered."),
        max_length=400,
    )
