"""What can go wrong at the door for phones and with those who look after it, each in a sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PhoneError(ErrorCode):
    """What the door says to a phone; the person reads it there."""

    NOT_KNOWN = (
        "phone_not_known",
        _("This phone is not known here, or its access has ended. Ask the administrator."),
        401,
    )
    KEY_NOT_KNOWN = (
        "phone_key_not_known",
        _("The address of this phone is not known here, or has ended. Ask the administrator."),
        403,
    )
    INSECURE = (
        "phone_insecure",
        _("Forms travel over https only. Correct the address of the server in the settings."),
        403,
    )
    FROM_A_PAGE = "phone_from_a_page", _("Only phones are answered here, not pages."), 403
    WRONG_METHOD = "phone_wrong_method", _("This address does not answer this method."), 405
    TOO_MANY = (
        "phone_too_many",
        _("This phone asked more than %(most)d times within a minute. Try again in a minute."),
        429,
    )
    TOO_LARGE = (
        "phone_too_large",
        _("More than %(most)d bytes came at once. Nothing was kept. Send fewer or smaller files."),
        413,
    )
    TOO_SLOW = (
        "phone_too_slow",
        _("The link was too slow, and nothing was kept. Send again where the network is better."),
        408,
    )
    CUT = "phone_cut", _("What was sent did not arrive whole. Nothing was kept. Send again."), 400
    BUSY = "phone_busy", _("Many phones send just now. Nothing was kept. Try again later."), 503
    CODING = "phone_coding", _("What was sent is coded in a way that is not read here."), 501
    NOT_READ = (
        "phone_not_read",
        _("The request could not be read. Check the address of the server in the settings."),
        400,
    )
    NOT_IN_PARTS = (
        "phone_not_in_parts",
        _("Answers are taken as multipart/form-data, with one part called xml_submission_file."),
        400,
    )
    UNREADABLE = (
        "phone_unreadable",
        _("The answers cannot be read, and nothing was kept. Tell the administrator: %(why)s."),
        400,
    )
    ENCRYPTED = (
        "phone_encrypted",
        _(
            "The answers are encrypted with a key that is not ours, so nobody here could read them."
            " Nothing was kept. Fetch the form anew from this server."
        ),
        400,
    )
    NO_INSTANCE = (
        "phone_no_instance",
        _("The answers carry no instanceID, so they could be counted twice. Nothing was kept."),
        400,
    )
    OUTSIDE = (
        "phone_outside_form",
        _(
            "The answers hold something that this edition of the form does not ask. Nothing was"
            " kept. Fetch the form anew, and tell the administrator."
        ),
        400,
    )
    TOO_MANY_FILES = (
        "phone_too_many_files",
        _("A form may bring %(most)d files at most. Nothing was kept."),
        400,
    )
    FILE_UNNAMED = (
        "phone_file_unnamed",
        _("A file came that the answers do not name. Nothing was kept."),
        400,
    )
    FILE_DIFFERS = (
        "phone_file_differs",
        _("A file of this name came before, with other contents. The first one is kept."),
        409,
    )
    TOO_MANY_WAIT = (
        "phone_too_many_wait",
        _("Too much of this phone waits to be looked at. Keep the answers on the phone, and tell"
          " your supervisor."),
        503,
    )  # fmt: skip
    DEFECT = (
        "phone_defect",
        _("Something went wrong here, and nothing was kept. Keep the answers and try again later."),
        500,
    )
    RECORDS_AWAY = (
        "phone_records_away",
        _("The records cannot be reached, and nothing was kept. Try again later."),
        503,
    )


class KeepingError(ErrorCode):
    """What is said to those who let phones in, and to those who look at what was set aside."""

    BAD_NAME = (
        "phone_bad_name",
        _("Write what stands on the phone, in at most 40 characters."),
        400,
    )
    BAD_PERSON = (
        "phone_bad_person",
        _("This person may not fill in forms at this place. Give the role first."),
        400,
    )
    BAD_PLACE = "phone_bad_place", _("Choose one of the places listed."), 400
    BAD_FORMS = "phone_bad_forms", _("Choose at least one of the forms listed."), 400
    BAD_DAYS = "phone_bad_days", _("Give access for at least a day and at most %(most)d days."), 400
    BAD_WAY = "phone_bad_way", _("Choose one of the ways listed."), 400
    ALREADY_REVOKED = "phone_already_revoked", _("This access was already taken back."), 409
    SETTLED = "set_aside_settled", _("This was settled already. Look at the list."), 409
    STILL_UNKNOWN = (
        "set_aside_still_unknown",
        _("The edition that the phone used is still not known here. Wait until it is published."),
        409,
    )
    NOT_OF_THE_FORM = (
        "set_aside_not_of_the_form",
        _("The answers hold something that the form does not ask. They cannot become a run."),
        409,
    )
    NO_MOTIVE = "set_aside_no_motive", _("Write why, in at most 400 characters."), 400
