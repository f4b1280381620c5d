"""What can go wrong at the desk, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class CrossingError(ErrorCode):
    """The anticipated errors of inspections and decisions."""

    UNREADABLE = (
        "unreadable",
        _("No document number could be read in this zone. Check the lines, or scan again."),
        400,
    )
    HAND_INCOMPLETE = (
        "hand_incomplete",
        _("Enter the kind of paper, the name and, where the paper has one, its number."),
        400,
    )
    HAND_REASON = "hand_reason", _("Choose why the document is entered by hand."), 400
    WRONG_PLACE = "wrong_place", _("Name the port and the desk where you inspect."), 400
    SUPERSEDED = (
        "superseded",
        _("A newer inspection has taken this one's place at the desk. Decide on the newer one."),
        409,
    )
    STALE = (
        "stale",
        _("This inspection is older than %(minutes)d minutes. Scan the document again."),
        409,
    )
    CLOCK_WENT_BACK = (
        "clock_went_back",
        _(
            "The clock reads earlier than when this inspection was opened. Scan the document "
            "again, and tell the supervisor that the clock was changed."
        ),
        409,
    )
    ALREADY_DECIDED = (
        "already_decided",
        _("This inspection was already decided. Scan the document again to decide anew."),
        409,
    )
    NOT_OFFERED = "not_offered", _("This decision is not open for this traveller."), 409
    GROUND_MISSING = "ground_missing", _("Choose the ground on which the decision rests."), 400
    SCREENING_MISSING = (
        "screening_missing",
        _("Say what became of the offer to speak with a colleague."),
        400,
    )
    GROUND_NOT_OFFERED = (
        "ground_not_offered",
        _("This ground is not among those offered today. Look at the inspection again."),
        409,
    )
    KEY_REUSED = (
        "key_reused",
        _("This request was already used for another decision. Open the inspection again."),
        409,
    )
