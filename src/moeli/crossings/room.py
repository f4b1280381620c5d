"""What this room shows to the house."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings import carried, projectors, rules
from moeli.crossings.afterwards import face as afterwards
from moeli.crossings.asked import face as asked
from moeli.crossings.consents import face as consents
from moeli.crossings.declared import face as declared
from moeli.crossings.identification import face as identification
from moeli.crossings.parties import face as parties
from moeli.crossings.permits import face as permits
from moeli.crossings.presence import face as presence
from moeli.crossings.presence.rules import THRESHOLDS
from moeli.crossings.refusals import face as refusals
from moeli.crossings.slips import face as slips
from moeli.crossings.stay_table import STAY
from moeli.crossings.vehicles import face as vehicles
from moeli.platform.publications import dated_rows
from moeli.platform.room import (
    Action,
    PublicationKind,
    Reach,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)


def _render_opened(recorded: Recorded) -> str:
    return gettext("An inspection was opened: %(direction)s") % {
        "direction": recorded.body["direction"]
    }


def _render_decided(recorded: Recorded) -> str:
    return gettext("An inspection was decided: %(outcome)s") % {"outcome": recorded.body["outcome"]}


ROOM = Room(
    code="crossings",
    actions=(
        Action("inspection.open", _("Open an inspection of a captured document")),
        Action("decision.make", _("Decide an inspection")),
        Action("history.read", _("See earlier decisions on a document, inside its inspection")),
        *afterwards.ACTIONS,
        *refusals.ACTIONS,
        *slips.ACTIONS,
        *vehicles.ACTIONS,
        *presence.ACTIONS,
        *permits.ACTIONS,
        *consents.ACTIONS,
        *identification.ACTIONS,
    ),
    verbs=(
        Verb(
            "inspection.opened",
            _("An inspection was opened"),
            _render_opened,
            projectors.inspection_opened,
            Reach.UP,
            carried.write,
        ),
        Verb(
            "decision.made",
            _("An inspection was decided"),
            _render_decided,
            projectors.decision_made,
            Reach.UP,
            carried.write,
            projectors.only_inserts,
        ),
        *afterwards.VERBS,
        *refusals.VERBS,
        *slips.VERBS,
        *parties.VERBS,
        *vehicles.VERBS,
        *presence.VERBS,
        *permits.VERBS,
        *consents.VERBS,
        *declared.VERBS,
        *asked.VERBS,
        *identification.VERBS,
    ),
    listeners=(*vehicles.LISTENERS, *presence.LISTENERS),
    jobs=(*parties.JOBS, *presence.JOBS),
    notices=(*vehicles.NOTICES, *presence.NOTICES, *afterwards.NOTICES, *refusals.NOTICES),
    publications=(
        PublicationKind(
            rules.DESK_RULES,
            _("Rules of the desk"),
            validate=rules.desk_rule_problems,
            difference=dated_rows.difference,
            count=dated_rows.count,
            packaged=rules.packaged_desk_rules,
            largest=200_000,
            posts_acknowledge=True,
            officers_acknowledge=True,
            stale_after=timedelta(days=400),
        ),
        STAY.channel(),
        THRESHOLDS.channel(),
    ),
    retention=(
        RetentionClass(
            "crossings.inspection",
            _("Inspections and decisions: their zone is erased with the key of its month"),
            None,
            "To be set by the Department of Immigration; not verified",
        ),
        RetentionClass(
            "crossings.crossing",
            _("Crossings: kept for stay history and statistics"),
            None,
            "To be set by the Department of Immigration; not verified",
        ),
        *afterwards.RETENTION,
        *refusals.RETENTION,
        *slips.RETENTION,
        *parties.RETENTION,
        *vehicles.RETENTION,
        *presence.RETENTION,
        *permits.RETENTION,
        *consents.RETENTION,
        *declared.RETENTION,
        *asked.RETENTION,
        *identification.RETENTION,
    ),
)
