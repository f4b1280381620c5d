"""What can go wrong with a standing consent, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class ConsentError(ErrorCode):
    """The anticipated errors of recording and withdrawing standing consent."""

    BAD_PAPER = (
        "bad_consent_paper",
        _("Choose the paper that shows it. Who is present consents for one journey only."),
        400,
    )
    BAD_GIVER = (
        "bad_consent_giver",
        _("Choose who consented, and write the name as it stands."),
        400,
    )
    BAD_DATES = (
        "bad_consent_dates",
        _("The last day comes before the first, or more than %(months)d months after it."),
        400,
    )
    BAD_PORT = "bad_consent_port", _("Choose a port of entry, or every one."), 400
    TWICE = "consent_twice", _("This consent is recorded for this document already."), 409
    WITHDRAWN = "consent_withdrawn", _("This consent was withdrawn already."), 409
    BAD_REASON = "bad_consent_reason", _("Choose why the consent ends."), 400
