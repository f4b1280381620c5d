"""What can go wrong at the door, and with the devices that come to it, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class DoorError(ErrorCode):
    """The anticipated errors of the machine door."""

    UNKNOWN_DEVICE = (
        "unknown_device",
        _("This device is not known here, or its token has ended. Ask the administrator for one."),
        401,
    )
    PERSON_NEEDED = (
        "person_needed",
        _("An officer must first let this device act for her, from her page at this desk."),
        403,
    )
    WRONG_METHOD = (
        "wrong_method",
        _("This address does not answer this method. See /api/v1/openapi.json."),
        405,
    )
    TOO_LARGE = (
        "too_large",
        _("The body is larger than the %(most)d bytes that this device may send. Send less."),
        413,
    )
    WRONG_TYPE = (
        "wrong_type",
        _("Send the body with the content type application/json."),
        415,
    )
    WRONG_ENCODING = (
        "wrong_encoding",
        _("The body is not written in UTF-8. Encode it so, then send it again."),
        400,
    )
    MALFORMED = (
        "malformed",
        _("The body is not one JSON object, each name once. Check it, then send it again."),
        400,
    )
    NOT_AS_DESCRIBED = (
        "not_as_described",
        _("The request is not as /api/v1/openapi.json describes it. See the list of errors."),
        422,
    )
    QUERY_REFUSED = (
        "query_refused",
        _(
            "Nothing may follow a question mark here. If a token stood there, ask for a new one:"
            " addresses are kept in many places."
        ),
        400,
    )
    NOT_READ = "not_read", _("The request could not be read. Check it, then send it again."), 400
    TOO_MANY = (
        "too_many",
        _("This device asked more than %(most)d times within a minute. Wait %(seconds)d seconds."),
        429,
    )
    DEFECT = (
        "defect",
        _("Something went wrong in Moeli, and nothing was changed. Tell the administrator when."),
        500,
    )
    RECORDS_AWAY = (
        "records_away",
        _("Moeli cannot reach its records, and nothing was changed. Try again in a while."),
        503,
    )


class DeviceError(ErrorCode):
    """The anticipated errors of those who look after devices, or let one act for them."""

    BAD_DEVICE_NAME = (
        "bad_device_name",
        _("Write what stands on the device, in at most 40 characters."),
        400,
    )
    BAD_DEVICE_DESK = (
        "bad_device_desk",
        _("Write the desk as it stands on its door, in at most 40 characters."),
        400,
    )
    BAD_DEVICE_PLACE = "bad_device_place", _("Choose one of the places listed."), 400
    UNKNOWN_PROFILE = "unknown_profile", _("Choose one of the profiles listed."), 400
    DEVICE_NAME_TAKEN = (
        "device_name_taken",
        _("A device of this name is known at this place. Revoke it first, or choose another name."),
        409,
    )
    ALREADY_REVOKED_DEVICE = (
        "device_already_revoked",
        _("This device was already revoked. Enrol it anew to use it again."),
        409,
    )
    NOT_AT_A_BOOTH = (
        "not_at_a_booth",
        _("Only an enrolled computer at a desk can let the device beside it act for you."),
        409,
    )
    WRONG_DEVICE_CODE = (
        "wrong_device_code",
        _("This code is wrong, was used, or is too old. Ask the officer for a new one."),
        409,
    )
