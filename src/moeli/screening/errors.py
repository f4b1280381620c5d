"""What can go wrong with the document list, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class ListError(ErrorCode):
    """The anticipated errors of listing and withdrawing."""

    BAD_STATE = (
        "bad_state",
        _("Give the issuing State by its one to three letters, as the zone prints it: LSO, D."),
        400,
    )
    BAD_NUMBER = (
        "bad_number",
        _("Give the document number as printed: up to 30 letters A to Z and digits."),
        400,
    )
    BAD_HOLDER = (
        "bad_holder",
        _(
            "Give the holder's name with at least the year of birth, or leave all of it empty. "
            "Without a document number both are needed."
        ),
        400,
    )
    BAD_KIND = "bad_kind", _("Choose why the document is listed."), 400
    BAD_INSTRUCTION = "bad_instruction", _("Choose what the officer shall do."), 400
    BAD_SOURCE = "bad_source", _("Name the order, report or letter on which the entry rests."), 400
    BAD_PERIOD = "bad_period", _("The last day cannot be before the first day."), 400
    MOTIVE_MISSING = "motive_missing", _("Say why the entry is withdrawn."), 400
    ALREADY_LISTED = (
        "already_listed",
        _("This document already stands on the list for this reason. Withdraw that entry first."),
        409,
    )
    NAMES_UNREAD = (
        "names_unread",
        _(
            "The names of the list are still being read, so nobody was looked for among them. "
            "Try again in a minute."
        ),
        503,
    )
    ALREADY_WITHDRAWN = "already_withdrawn", _("This entry was already withdrawn."), 409
