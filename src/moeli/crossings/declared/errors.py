"""What can go wrong with a stamp, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class StampError(ErrorCode):
    """The anticipated errors of declaring a stamp."""

    BAD_PLACE = "bad_stamp_place", _("Choose the port that stands on the stamp."), 400
    BAD_DAY = (
        "bad_stamp_day",
        _("The day on the stamp lies ahead, or more than ten years back. Read it again."),
        400,
    )
    BAD_NUMBER = "bad_stamp_number", _("Give the number as it stands on the stamp."), 400
