"""What presence adds to the face of the room."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.presence import projectors, telling, watching
from moeli.platform.room import (
    Action,
    Job,
    Listener,
    NoticeKind,
    Reach,
    Recorded,
    RetentionClass,
    Verb,
)


def _render_raised(recorded: Recorded) -> str:
    return gettext("A pattern at a desk asks for an explanation")


def _render_answered(recorded: Recorded) -> str:
    return gettext("An alarm was answered: %(answer)s") % {"answer": recorded.body["answer"]}


ACTIONS = (
    Action("alarm.read", _("See the alarms about patterns at desks")),
    Action("alarm.answer", _("Answer an alarm about a pattern at a desk")),
)

VERBS = (
    Verb(
        "presence.alarm_raised",
        _("A pattern at a desk asks for an explanation"),
        _render_raised,
        projectors.alarm_raised,
        Reach.UP,
    ),
    Verb(
        "presence.alarm_answered",
        _("An alarm was answered"),
        _render_answered,
        projectors.alarm_answered,
        Reach.UP,
    ),
)

LISTENERS = (
    Listener("presence.alarm_raised", telling.raised),
    Listener("presence.alarm_answered", telling.answered),
)

JOBS = (
    Job(
        "crossings.watch",
        _("Look for patterns that cannot be where somebody was looked at"),
        watching.watch,
        "job.see",
        every=timedelta(minutes=1),
    ),
)

NOTICES = (
    NoticeKind(
        telling.TO_POST,
        _("A pattern at a desk asks for an explanation. Open “Alarms” and answer it."),
        role="shift_supervisor",
        escalate_to="immigration_hq",
        escalate_after=timedelta(hours=24),
    ),
    NoticeKind(
        telling.TO_HEADQUARTERS,
        _("One document was used at two ports within minutes. Open “Alarms” and answer it."),
        role="immigration_hq",
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.alarm",
        _("Alarms about patterns at desks: the motive is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
