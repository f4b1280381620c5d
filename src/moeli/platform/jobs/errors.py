"""What can go wrong with jobs, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class JobError(ErrorCode):
    """The anticipated errors of cancelling and retrying."""

    ALREADY_ENDED = "already_ended", _("This work has already ended. Nothing was changed."), 409
    NOT_FAILED = (
        "not_failed",
        _("Only work that failed or was cancelled can be tried again. Nothing was changed."),
        409,
    )
    ASKED_AGAIN = (
        "asked_again",
        _("The same work has been asked for again meanwhile. Look at that one."),
        409,
    )


WORKER_DIED = "worker_died"


def code_of(error: Exception) -> str:
    """What may be kept and logged of an error: a code, since its text may name a person."""
    return str(getattr(error, "code", "") or type(error).__name__)[:80]
