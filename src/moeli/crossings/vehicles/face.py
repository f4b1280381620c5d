"""What cars and tasks add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.vehicles import projectors, telling
from moeli.platform.room import Action, Listener, Recorded, RetentionClass, Verb


def _render_entered(recorded: Recorded) -> str:
    return gettext("The car of a party was entered")


def _render_sent(recorded: Recorded) -> str:
    return gettext("An agency was asked about a car: %(agency)s") % {
        "agency": recorded.body["agency"]
    }


def _render_answered(recorded: Recorded) -> str:
    return gettext("An agency answered about a car: %(answer)s") % {
        "answer": recorded.body["answer"]
    }


ACTIONS = (
    Action("task.send", _("Enter a car and ask an agency about it")),
    Action("task.answer", _("Answer about a car for one's own agency")),
)

VERBS = (
    Verb("vehicle.entered", _("A car was entered"), _render_entered, projectors.vehicle_entered),
    Verb("task.sent", _("An agency was asked about a car"), _render_sent, projectors.task_sent),
    Verb(
        "task.answered",
        _("An agency answered about a car"),
        _render_answered,
        projectors.task_answered,
    ),
)

LISTENERS = (
    Listener("task.sent", telling.sent),
    Listener("task.answered", telling.answered),
)

NOTICES = tuple(telling.kinds())

RETENTION = (
    RetentionClass(
        "crossings.vehicle",
        _("Cars and what agencies answered: the plate is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
