"""What notices and reviews add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.refusals import projectors
from moeli.platform.room import Action, NoticeKind, Reach, Recorded, RetentionClass, Verb


def _render_written(recorded: Recorded) -> str:
    return gettext("The notice of a refusal was written")


def _render_asked(recorded: Recorded) -> str:
    return gettext("A review of a refusal was asked for")


def _render_decided(recorded: Recorded) -> str:
    return gettext("A refusal was reviewed: %(result)s") % {"result": recorded.body["result"]}


ACTIONS = (Action("refusal.review", _("Review a refusal of leave to enter")),)

VERBS = (
    Verb(
        "refusal.notice_written",
        _("The notice of a refusal was written"),
        _render_written,
        projectors.notice_written,
    ),
    Verb(
        "refusal.review_asked",
        _("A review of a refusal was asked for"),
        _render_asked,
        projectors.review_asked,
        Reach.UP,
    ),
    Verb(
        "refusal.review_decided",
        _("A refusal was reviewed"),
        _render_decided,
        projectors.review_decided,
        Reach.UP,
    ),
)

NOTICES = (
    NoticeKind(
        "refusal.review_waits",
        _("A traveller asks that a refusal be reviewed. Open the desk and look at it."),
        role="shift_supervisor",
        verb="refusal.review_asked",
        settled_by="refusal.review_decided",
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.refusal",
        _("Notices and reviews of refusals: the notice is erased with the key of its month"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
