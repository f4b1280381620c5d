"""What can go wrong after a refusal, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class RefusalError(ErrorCode):
    """The anticipated errors of notices and reviews."""

    NOT_REFUSED = (
        "not_refused",
        _("Leave to enter is not refused by this decision, so there is no notice and no review."),
        409,
    )
    NOT_ASKED = (
        "review_not_asked",
        _("Nobody asked for a review of this refusal yet. Note first that the traveller asks."),
        409,
    )
    REVIEWED = "refusal_reviewed", _("This refusal was reviewed already."), 409
    SAME_OFFICER = (
        "review_same_officer",
        _("Who refused does not review. Ask another supervisor."),
        409,
    )
    PROTECTION = (
        "review_protection",
        _(
            "The traveller says since then that she fears to return: the refusal cannot stand. "
            "Set it aside, inspect her anew and refer."
        ),
        409,
    )
    BAD_RESULT = "review_result", _("Choose whether the refusal stands or is set aside."), 400
    MOTIVE_MISSING = (
        "review_motive",
        _("Say in a few words why (400 characters at most)."),
        400,
    )
