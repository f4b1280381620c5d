"""What can go wrong with files and pictures, in words for whoever sends or opens one."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class BlobError(ErrorCode):
    """Why a file is not kept, or stays closed."""

    EMPTY = "blob_empty", _("The file is empty. Send it again."), 400
    TOO_LARGE = "blob_too_large", _("The file is larger than %(megabytes)s MB. Send less."), 413
    TYPE_REFUSED = (
        "blob_type_refused",
        _("This kind of file is not taken here. Send one of these: %(types)s."),
        415,
    )
    TYPE_DIFFERS = (
        "blob_type_differs",
        _("The file is not what its name or type says. Save it again in its own type."),
        415,
    )
    QUOTA = (
        "blob_quota",
        _("The space for files of this place is used up. Ask the administrator for more."),
        507,
    )
    NO_SPACE_DERIVED = (
        "no_space_derived",
        _("The disk is filling up: no copy for viewing is kept. Tell the administrator."),
        507,
    )
    NO_SPACE_PICTURE = (
        "no_space_picture",
        _("The disk is almost full: pictures are not kept. Go on by hand, tell the administrator."),
        507,
    )
    NO_SPACE_EVIDENCE = (
        "no_space_evidence",
        _("The disk is full: keep the original safe, and tell the administrator at once."),
        507,
    )
    DISK_FAILED = (
        "blob_disk_failed",
        _("The file could not be written to the disk. Nothing was kept; tell the administrator."),
        507,
    )
    ERASED = "blob_erased", _("This file was erased when its time had passed."), 410
    CHANGED = (
        "blob_changed",
        _("This file was changed on the disk, so it is not opened. Tell the administrator."),
        500,
    )
    MISSING = (
        "blob_missing",
        _("This file is missing on the disk. The administrator can bring it from the backup."),
        500,
    )
    MOTIVE_MISSING = (
        "hold_motive_missing",
        _("Say in up to 400 characters why the file is held, or why it no longer is."),
        400,
    )
    NOT_HELD = "not_held", _("This hold has already ended."), 409
    SWEEP_REFUSED = (
        "sweep_refused",
        _("Most files are unknown to this database. Make sure that it is the right one."),
        500,
    )


class PictureError(ErrorCode):
    """Why a picture is not taken; the desk goes on by hand."""

    NOT_A_PICTURE = (
        "not_a_picture",
        _("This is not a picture that can be read. Send a JPEG, PNG, WebP or TIFF picture."),
        415,
    )
    HEIC = (
        "picture_heic",
        _("Pictures of the type HEIC cannot be read here. Set the phone to JPEG and take it anew."),
        415,
    )
    DAMAGED = "picture_damaged", _("The picture is damaged or cut off. Send it again."), 400
    TOO_MANY_PIXELS = (
        "picture_too_many_pixels",
        _("The picture has more than %(megapixels)s million pixels. Send a smaller one."),
        413,
    )
    TOO_SMALL = (
        "picture_too_small",
        _("The picture is smaller than 16 by 16 pixels. Take it again."),
        400,
    )
    ANIMATED = (
        "picture_animated",
        _("The file holds several pictures. Send one picture a file."),
        415,
    )
    BLACK = "picture_black", _("The picture is black. See whether the lens is covered."), 400
    TOO_HARD = (
        "picture_too_hard",
        _("The picture could not be read within its limits. Take it again, or go on by hand."),
        422,
    )
