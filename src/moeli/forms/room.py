"""What this room shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.forms import projectors
from moeli.forms.editions import channel
from moeli.platform.room import (
    Action,
    Listener,
    MenuEntry,
    PublicationFamily,
    Reach,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)

_TO_BE_SET = "To be set by the Department of Immigration; not verified"
_PUBLISHED = ("publication.published", "publication.rolled_back", "publication.accepted")


def _render_begun(recorded: Recorded) -> str:
    told = {"form": recorded.body["form"], "number": recorded.body["number"]}
    return gettext("A run of the form %(form)s was begun, edition %(number)d") % told


def _render_finished(recorded: Recorded) -> str:
    return gettext("A run of a form was finished")


def _render_received(recorded: Recorded) -> str:
    told = {"form": recorded.body["form"], "number": recorded.body["number"]}
    return gettext("A run of the form %(form)s came from a phone, edition %(number)d") % told


def _render_abandoned(recorded: Recorded) -> str:
    return gettext("A run of a form was abandoned, its answers erased")


ROOM = Room(
    code="forms",
    menu=(
        MenuEntry(
            _("Forms"),
            "forms",
            "form.run",
            order=35,
            hint=_("Begin a form, go on with one that you left"),
        ),
    ),
    actions=(
        Action("form.run", _("Begin forms, answer them, read one's own answers")),
        Action("form.read_runs", _("Read finished forms of others, where their kind allows it")),
        Action("form.author", _("Upload forms, preview them, see their editions")),
    ),
    verbs=(
        Verb(
            "form.run_begun",
            _("A run of a form was begun"),
            _render_begun,
            projectors.run_begun,
            Reach.UP,
        ),
        Verb(
            "form.run_finished",
            _("A run of a form was finished"),
            _render_finished,
            projectors.run_finished,
            Reach.UP,
        ),
        Verb(
            "form.run_received",
            _("A run of a form came from a phone"),
            _render_received,
            projectors.run_received,
            Reach.UP,
        ),
        Verb(
            "form.run_abandoned",
            _("A run of a form was abandoned"),
            _render_abandoned,
            projectors.run_abandoned,
            Reach.UP,
        ),
    ),
    listeners=tuple(Listener(verb, projectors.edition_published) for verb in _PUBLISHED),
    families=(
        PublicationFamily(channel.PREFIX, _("Editions of forms"), channel.kind, "form_editions"),
    ),
    retention=(
        RetentionClass(
            "forms.edition",
            _("Editions of forms: for ever, as the versions that they are"),
            None,
            "DESIGN: publications are immutable",
        ),
        RetentionClass(
            "forms.run",
            _("Runs of forms: their answers and files are erased with the key of the run"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "forms.draft",
            _("Half-done answers: until the run is finished or abandoned"),
            None,
            _TO_BE_SET,
        ),
    ),
)
