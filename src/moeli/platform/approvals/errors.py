"""What can go wrong with approvals, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class ApprovalError(ErrorCode):
    """The anticipated errors of asking, deciding and using."""

    MOTIVE_MISSING = "approval_motive_missing", _("Say why, in a sentence without names."), 400
    OWN = (
        "approval_own",
        _("Nobody approves what she asked for or took part in. Another person must decide."),
        409,
    )
    NOT_A_PERSON = (
        "approval_not_a_person",
        _("Only a person with an open account decides. Sign in with your own account."),
        409,
    )
    ALREADY_SAID = (
        "approval_already_said",
        _("You have already decided here. Another person must decide now."),
        409,
    )
    ALREADY_ASKED = (
        "approval_already_asked",
        _("This was already asked for and waits for a decision."),
        409,
    )
    GRANTED = "approval_granted", _("Enough people have granted this already."), 409
    WAITING = "approval_waiting", _("Not enough people have granted this yet."), 409
    DENIED = "approval_denied", _("This was denied. Ask again, with what has changed."), 409
    WITHDRAWN = "approval_withdrawn", _("This was withdrawn by the person who asked."), 409
    EXPIRED = "approval_expired", _("This approval has run out. Ask again."), 409
    USED = "approval_used", _("This approval was already used. Ask again."), 409
    ANOTHER = (
        "approval_another",
        _("This approval is for something else, or that thing has changed since. Ask again."),
        409,
    )
    VOICE_CLOSED = (
        "approval_voice_closed",
        _("The account of a person who granted this was closed since. Withdraw it and ask again."),
        409,
    )
