"""What this room shows to the house."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.notices import delivery, escalation, kinds, projectors, raising
from moeli.platform.room import (
    ANY_VERB,
    Action,
    Job,
    Listener,
    MenuEntry,
    NoticeKind,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(name: str, label: Promise, project: Callable[[Recorded], None]) -> Verb:
    """A verb whose label says all that may be said."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="notices",
    menu=(
        MenuEntry(
            _("Notices"),
            "notices",
            "notice.read",
            order=70,
            hint=_("What somebody in your role must know or do"),
        ),
    ),
    actions=(Action("notice.read", _("Receive the notices of one's role and take them on")),),
    verbs=(
        _verb("notice.acknowledged", _("A notice was taken on"), projectors.notice_acknowledged),
        _verb("notice.escalated", _("A notice was passed on"), projectors.notice_escalated),
        _verb(
            "notice.contact_given",
            _("A person said where she can be reached"),
            projectors.contact_given,
        ),
    ),
    listeners=(Listener(ANY_VERB, raising.hear, wants=kinds.is_named),),
    jobs=(
        Job(
            "notices.escalate",
            _("Pass on notices that nobody took on"),
            escalation.escalate,
            "job.see",
            every=timedelta(minutes=1),
        ),
        Job(
            "notices.deliver",
            _("Tell people by e-mail and SMS that a task waits"),
            delivery.deliver,
            "job.see",
            every=timedelta(seconds=30),
        ),
    ),
    notices=(
        NoticeKind(
            "access.locked_out",
            _("A sign-in was refused after too many failures. See who needs help, or who tried."),
            role="shift_supervisor",
            escalate_to="system_administrator",
            escalate_after=timedelta(minutes=30),
            verb="access.locked_out",
            settled_by="access.unlocked",
        ),
    ),
    retention=(
        RetentionClass(
            "notices.notice", _("Notices: who took on what, and when"), None, _TO_BE_SET
        ),
        RetentionClass(
            "notices.contact",
            _("Where staff can be reached: until the key of the person is shredded"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "notices.message", _("That a message was sent, never its text"), None, _TO_BE_SET
        ),
    ),
)
