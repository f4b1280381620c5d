"""What can go wrong with notices, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class NoticeError(ErrorCode):
    """The anticipated errors of acknowledging, and of saying where one can be reached."""

    ALREADY_CLOSED = (
        "already_closed",
        _("Somebody else has already taken this on. Nothing is left to do here."),
        409,
    )
    BAD_MAIL = "bad_mail", _("Give an e-mail address like name@office.example, or none."), 400
    BAD_PHONE = (
        "bad_phone",
        _("Give the number with its country, digits only after the plus: +26658001234, or none."),
        400,
    )
