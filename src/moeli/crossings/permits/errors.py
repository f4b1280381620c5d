"""What can go wrong with a permit, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PermitError(ErrorCode):
    """The anticipated errors of recording and withdrawing permits."""

    BAD_KIND = (
        "bad_permit_kind",
        _("Choose a kind of permit that was issued on its first day."),
        400,
    )
    BAD_DATES = (
        "bad_permit_dates",
        _("The last day comes before the first, or is missing. Read both from the permit."),
        400,
    )
    TOO_LONG = (
        "permit_too_long",
        _("No permit of this kind lasts longer than %(months)d months. Read both days again."),
        400,
    )
    BAD_NUMBER = "bad_permit_number", _("Give the number as it is printed on the permit."), 400
    TWICE = (
        "permit_twice",
        _("This permit is recorded for this document already."),
        409,
    )
    WITHDRAWN = "permit_withdrawn", _("This permit was withdrawn already."), 409
    BAD_REASON = "bad_permit_reason", _("Choose why the permit is withdrawn."), 400
