"""What parties add to the face of the room."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings.parties import filling, projectors
from moeli.platform.room import Job, Reach, Recorded, RetentionClass, Verb


def _render_begun(recorded: Recorded) -> str:
    return gettext("A party was begun: %(direction)s") % {"direction": recorded.body["direction"]}


def _render_added(recorded: Recorded) -> str:
    told = {"position": recorded.body["position"]}
    return gettext("An inspection was added to a party, as number %(position)d") % told


def _render_seen(recorded: Recorded) -> str:
    return gettext("The document of somebody on a list was looked at")


def _render_list(recorded: Recorded) -> str:
    return gettext("A list of passengers was given: %(people)d people") % {
        "people": len(recorded.body["zones"])
    }


def _render_picked_out(recorded: Recorded) -> str:
    return gettext("Somebody of a party is looked at singly")


def _render_accompanied(recorded: Recorded) -> str:
    return gettext("It was entered who goes with somebody of a party, and by which paper")


def _render_paper(recorded: Recorded) -> str:
    told = {"people": len(recorded.body["named"])}
    return gettext("A paper that shows consent was seen: it names %(people)d") % told


def _render_taken_back(recorded: Recorded) -> str:
    return gettext("It was taken back that a paper had been seen")


def _render_presence(recorded: Recorded) -> str:
    told = {"people": len(recorded.body["named"])}
    return gettext("It was taken back that both parents of %(people)d are here") % told


def _render_decided(recorded: Recorded) -> str:
    told = {"decided": recorded.body["decided"]}
    return gettext("A party was decided: %(decided)d people") % told


VERBS = (
    Verb("party.begun", _("A party was begun"), _render_begun, projectors.party_begun, Reach.UP),
    Verb(
        "party.member_added",
        _("An inspection was added to a party"),
        _render_added,
        projectors.member_added,
        Reach.UP,
    ),
    Verb(
        "party.member_seen",
        _("The document of somebody on a list was looked at"),
        _render_seen,
        projectors.member_seen,
        Reach.UP,
    ),
    Verb(
        "party.picked_out",
        _("Somebody was picked out of a party"),
        _render_picked_out,
        projectors.member_picked_out,
        Reach.UP,
    ),
    Verb(
        "party.minor_accompanied",
        _("A companion was entered in a party"),
        _render_accompanied,
        projectors.minor_accompanied,
        Reach.UP,
    ),
    Verb(
        "party.paper_seen",
        _("A paper that shows consent was seen"),
        _render_paper,
        projectors.paper_seen,
        Reach.UP,
    ),
    Verb(
        "party.paper_taken_back",
        _("A paper that shows consent was taken back"),
        _render_taken_back,
        projectors.paper_taken_back,
        Reach.UP,
    ),
    Verb(
        "party.presence_taken_back",
        _("That both parents are here was taken back"),
        _render_presence,
        projectors.presence_taken_back,
        Reach.UP,
    ),
    Verb(
        "party.decided",
        _("A party was decided"),
        _render_decided,
        projectors.party_decided,
        Reach.UP,
    ),
    Verb(
        "party.list_given",
        _("A list of passengers was given"),
        _render_list,
        projectors.list_given,
    ),
)

JOBS = (
    Job(
        "crossings.party_list",
        _("Write the people of a long list into their party"),
        filling.write_list,
        "inspection.open",
    ),
)

RETENTION = (
    RetentionClass(
        "crossings.party",
        _("Parties: which inspections belonged together; no names"),
        None,
        "To be set by the Department of Immigration; not verified",
    ),
)
