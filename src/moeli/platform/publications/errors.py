"""What can go wrong with publications, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PublicationError(ErrorCode):
    """The anticipated errors of staging, publishing, receiving and acknowledging."""

    ONLY_HEADQUARTERS = (
        "publication_only_headquarters",
        _("Only headquarters publishes. A post receives what headquarters has signed."),
        409,
    )
    BAD_DAY = (
        "publication_bad_day",
        _("Choose a first day from today on: what has passed is not changed afterwards."),
        400,
    )
    DAY_PASSED = (
        "publication_day_passed",
        _("The chosen first day has passed meanwhile. Upload again with a day still to come."),
        409,
    )
    FLAWED = (
        "publication_flawed",
        _("This upload has problems and cannot be published. Correct the file and upload again."),
        409,
    )
    OVERRIDE_MISSING = (
        "publication_override_missing",
        _("This goes beyond the usual bounds. Say why that is right, or correct the file."),
        400,
    )
    ALREADY_PUBLISHED = (
        "publication_already_published",
        _("This upload was already published."),
        409,
    )
    DISCARDED = (
        "publication_discarded",
        _("This upload was thrown away. Upload the file again."),
        409,
    )
    MOTIVE_MISSING = "publication_motive_missing", _("Say why, in a sentence without names."), 400
    NO_SUCH_NUMBER = (
        "publication_no_such_number",
        _("There is no earlier version of that number."),
        409,
    )
    NO_LONGER_SOUND = (
        "publication_no_longer_sound",
        _("What that version says cannot hold today. Upload a corrected file instead."),
        409,
    )
    NOT_ASKED = (
        "publication_not_asked",
        _("Another person must approve this first. Ask for it."),
        409,
    )
    UNREADABLE = (
        "publication_unreadable",
        _("This is no bundle of a published version, or it is cut short. Fetch it again."),
        400,
    )
    FORGED = (
        "publication_forged",
        _("The signature is not that of our headquarters, or the content was changed. Refused."),
        409,
    )
    GAP = (
        "publication_gap",
        _("Version %(expected)d must come before version %(number)d. Fetch it first."),
        409,
    )
    FORK = (
        "publication_fork",
        _("Version %(number)d does not follow the version held here. Tell headquarters at once."),
        409,
    )
    OLDER = (
        "publication_older",
        _("Version %(number)d is older than version %(known)d, which was here already. Refused."),
        409,
    )
    UNKNOWN_CHANNEL = (
        "publication_unknown_channel",
        _("This version is for a channel that is not known here. Upgrade this node first."),
        409,
    )
    ALREADY_ACKNOWLEDGED = (
        "publication_already_acknowledged",
        _("You have already acknowledged this version."),
        409,
    )
    NOT_ASKED_TO = (
        "publication_not_asked_to",
        _("This version needs no acknowledgement of this kind."),
        409,
    )
    NO_PLACE = (
        "publication_no_place",
        _("Only someone with a role at a post acknowledges for that post."),
        409,
    )
