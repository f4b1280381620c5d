"""What withdrawals and corrections add to the face of the room."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.afterwards import projectors
from moeli.platform.room import Action, NoticeKind, Reach, Recorded, RetentionClass, Verb


def _render_withdrawn(recorded: Recorded) -> str:
    return gettext("A decision was withdrawn within seconds, and its inspection opened again")


def _render_followed(recorded: Recorded) -> str:
    return gettext("Something followed from a decision: %(what)s") % {"what": recorded.body["what"]}


def _render_corrected(recorded: Recorded) -> str:
    return gettext("A decision was corrected: %(outcome)s") % {"outcome": recorded.body["outcome"]}


def _render_capped(recorded: Recorded) -> str:
    told = {"most": recorded.body["most"]}
    return gettext("More than %(most)d documents were typed by one officer in a day") % told


ACTIONS = (Action("decision.correct", _("Correct a decision that was recorded wrongly")),)

VERBS = (
    Verb(
        "decision.withdrawn",
        _("A decision was withdrawn"),
        _render_withdrawn,
        projectors.decision_withdrawn,
        Reach.UP,
    ),
    Verb(
        "decision.followed",
        _("Something followed from a decision"),
        _render_followed,
        projectors.decision_followed,
        Reach.UP,
    ),
    Verb(
        "decision.corrected",
        _("A decision was corrected"),
        _render_corrected,
        projectors.decision_corrected,
        Reach.UP,
    ),
    Verb("typing.capped", _("More was typed than a day has need of"), _render_capped),
)

NOTICES = (
    NoticeKind(
        "typing.capped",
        _(
            "An officer types more documents than a day has need of; their history stays closed. "
            "See whether the reader works, and look at the day's inspections."
        ),
        role="shift_supervisor",
        escalate_to="immigration_hq",
        escalate_after=timedelta(hours=12),
        verb="typing.capped",
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.correction",
        _("Corrections of decisions: kept as long as the decisions"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
