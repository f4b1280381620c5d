"""Why a pack is not made."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PackError(ErrorCode):
    """What stops a pack before anything is handed out."""

    NO_FILES = "pack_no_files", _("Choose at least one file for the pack."), 400
    UNSAID = (
        "pack_unsaid",
        _("Say in up to 200 characters for whom the pack is and what for."),
        400,
    )
    SAME_NAME = "pack_same_name", _("Two files of the pack have the same name. Rename one."), 400
    TOO_LARGE = (
        "pack_too_large",
        _("A pack holds 4 GB and 9,000 files at most. Make several packs."),
        413,
    )
    READER_KEY = (
        "pack_reader_key",
        _("The reader's key is not valid. It begins with age1; ask the reader for it again."),
        400,
    )
    TARGET_EXISTS = (
        "pack_target_exists",
        _("There is already a file of that name. Choose another name."),
        409,
    )
    TARGET_FAILED = (
        "pack_target_failed",
        _("The pack could not be written there. Nothing was handed out; try another medium."),
        507,
    )
