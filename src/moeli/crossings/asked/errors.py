"""What can go wrong with what is asked, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class AskedError(ErrorCode):
    """The anticipated errors of writing down answers."""

    BAD_CLASS = "bad_class", _("Choose the class of traveller from the list."), 400
    NOT_ASKED = (
        "not_asked",
        _("One of these answers belongs to a question that is not asked of this class."),
        400,
    )
    TOO_LONG = "answer_too_long", _("An answer is longer than %(most)d characters."), 400
