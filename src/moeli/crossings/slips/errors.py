"""What can go wrong with a gate slip, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class SlipError(ErrorCode):
    """The anticipated errors of issuing and using gate slips."""

    BAD_PLATE = (
        "bad_plate",
        _("Give the number plate as it stands on the car: 2 to 12 letters and digits."),
        400,
    )
    BAD_COUNT = (
        "bad_count",
        _("At least the driver rides, and at most %(most)d people belong to one car."),
        400,
    )
    BAD_AGENCY = "bad_agency", _("Choose the agencies that have cleared the car."), 400
    ALREADY_ISSUED = (
        "already_issued",
        _("This slip was issued already, and its code is shown once. Issue a new one for the car."),
        409,
    )
    UNKNOWN = (
        "unknown_slip",
        _("No slip of this port has this code. Scan it again, or send the car to the hall."),
        400,
    )
    USED = (
        "slip_used",
        _("This slip was used at %(time)s. It counts once: send the people aboard to the hall."),
        409,
    )
    REPLACED = (
        "slip_replaced",
        _("A newer slip was issued for this car. Ask the driver for the newer one."),
        409,
    )
    RUN_OUT = (
        "slip_run_out",
        _("This slip ran out at %(time)s. Send the people aboard to the hall."),
        409,
    )
    TOO_MANY = (
        "too_many_aboard",
        _("More people are aboard than the slip lets ride. Send them to the hall: nobody counts."),
        409,
    )
    PARTY_TOO_MANY = (
        "party_too_many",
        _(
            "%(through)d of this party crossed, and more are on its slips together."
            " Send the people aboard to the hall: nobody counts."
        ),
        409,
    )
    NOBODY = "nobody_aboard", _("Count the people aboard, with the driver."), 400
