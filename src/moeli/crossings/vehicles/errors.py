"""What can go wrong with a car and with what is asked about it, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class VehicleError(ErrorCode):
    """The anticipated errors of entering a car and of asking and answering."""

    BAD_PAPER = (
        "bad_paper",
        _("Say of each paper whether it was seen, is missing or is not needed."),
        400,
    )
    BAD_DRIVER = "bad_driver", _("Choose the driver among those of the party."), 400
    ALREADY_ASKED = (
        "already_asked",
        _("This agency was asked about this car already. Wait for its answer."),
        409,
    )
    ALREADY_ANSWERED = (
        "already_answered",
        _("This was answered already. The desk has that answer."),
        409,
    )
    STAYS = (
        "car_stays",
        _("An agency has said that this car stays. Ask the agency again before it leaves."),
        409,
    )
    NOBODY_THROUGH = (
        "nobody_through",
        _("Nobody of this party has crossed yet. Decide the party, then issue the slip."),
        409,
    )
    MORE_THAN_CROSSED = (
        "more_than_crossed",
        _("Only %(people)d of this party crossed. Count again who walks and who rides."),
        400,
    )
    MORE_THAN_LEFT = (
        "more_than_left",
        _(
            "%(through)d of this party crossed; on its other slips stand %(given)d."
            " Count again who walks and who rides."
        ),
        400,
    )
    BAD_ANSWER = "bad_answer", _("Choose whether the car may go on or stays."), 400
