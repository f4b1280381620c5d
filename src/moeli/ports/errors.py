"""What can go wrong when a port is closed, reopened or staffed, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PortError(ErrorCode):
    """The anticipated errors of closures and rosters."""

    BAD_REASON = "bad_reason", _("Choose why the port is closed."), 400
    BAD_PERIOD = (
        "bad_closure",
        _("The port cannot be expected to open before it closes. Check both times."),
        400,
    )
    LONG_NOTE = "long_note", _("Keep the note within 200 characters, without names."), 400
    ALREADY_CLOSED = (
        "port_already_closed",
        _("A closure of this port is already recorded. Reopen the port first."),
        409,
    )
    NOT_CLOSED = (
        "not_closed",
        _("No closure of this port is recorded: somebody may have reopened it."),
        409,
    )
    BAD_DESK = "bad_desk", _("Name the desk in 1 to 24 characters."), 400
    BAD_OFFICER = "bad_officer", _("Choose an officer who serves at this port."), 400
    BAD_SHIFT = "bad_shift", _("The first and the last hour cannot be the same."), 400
    DESK_TAKEN = "desk_taken", _("Somebody else has this desk at these hours."), 409
    OFFICER_BUSY = "officer_busy", _("This officer has another desk at these hours."), 409
