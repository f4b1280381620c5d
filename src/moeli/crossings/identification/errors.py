"""What can go wrong with an identification, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class IdentificationError(ErrorCode):
    """The anticipated errors of identifying a person without any document."""

    TOO_FEW = (
        "identification_too_few",
        _("Ask at least %(least)d of the questions, the name among them."),
        400,
    )
    BAD_ANSWER = (
        "identification_bad_answer",
        _("An answer is longer than %(most)d characters, or belongs to no question."),
        400,
    )
    BAD_VOUCHER = (
        "identification_bad_voucher",
        _("Choose who or what vouches, and write down how to find them."),
        400,
    )
    NO_VOUCHER = (
        "identification_no_voucher",
        _("Nobody vouches for this person yet. Enter a voucher, or refer the person."),
        409,
    )
    SAME_OFFICER = (
        "identification_same_officer",
        _("Another officer than the one who asked must say this."),
        409,
    )
    WORDED = (
        "identification_worded",
        _("A second officer has spoken already. The word stands."),
        409,
    )
    NOT_CONFIRMED = (
        "identification_not_confirmed",
        _("No second officer has confirmed who this is. Wait for one, or refer the person."),
        409,
    )
    CLOSED = (
        "identification_closed",
        _("This identification was decided already. Begin a new one."),
        409,
    )
    STALE = (
        "identification_stale",
        _("This identification is older than %(minutes)d minutes. Begin a new one."),
        409,
    )
    WRONG_PLACE = (
        "identification_wrong_place",
        _("Name the port and the desk where you identify."),
        400,
    )
