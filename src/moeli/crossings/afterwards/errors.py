"""What can go wrong after a decision, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class AfterwardsError(ErrorCode):
    """The anticipated errors of withdrawing and correcting."""

    NOT_YOURS = (
        "not_your_decision",
        _("Only the officer who decided can undo it. A supervisor can correct it."),
        409,
    )
    TOO_LATE = (
        "undo_too_late",
        _("A decision can be undone for %(seconds)d seconds. Now a supervisor corrects it."),
        409,
    )
    FOLLOWED = (
        "undo_followed",
        _("Something was printed or opened on this decision already. A supervisor corrects it."),
        409,
    )
    OF_A_PARTY = (
        "undo_of_a_party",
        _("This was decided together with a party. A supervisor corrects it."),
        409,
    )
    OF_AN_IDENTIFICATION = (
        "undo_of_an_identification",
        _("This was decided on an identification. A supervisor corrects it."),
        409,
    )
    WITHDRAWN = (
        "decision_withdrawn",
        _("This decision was undone. There is nothing to correct."),
        409,
    )
    NO_CHANGE = "correction_same", _("The decision reads so already. Nothing was changed."), 409
    NOT_POSSIBLE = (
        "correction_not_possible",
        _("This decision cannot be corrected to that for this traveller."),
        409,
    )
    MOTIVE_MISSING = (
        "correction_motive",
        _("Say in a few words how the mistake came about (400 characters at most)."),
        400,
    )
    KEY_REUSED = (
        "correction_key_reused",
        _("This request was already used for another correction. Open the page again."),
        409,
    )
