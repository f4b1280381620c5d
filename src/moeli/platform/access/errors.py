"""What can go wrong with people, grants and booths, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class AccessError(ErrorCode):
    """The anticipated errors of this room."""

    BAD_USERNAME = (
        "bad_username",
        _("A user name has 3 to 60 letters a to z, digits, dots or dashes; a letter comes first."),
        400,
    )
    USERNAME_TAKEN = "username_taken", _("This user name is in use. Choose another."), 409
    BAD_NAME = "bad_name", _("Write the person's name, in at most 120 characters."), 400
    UNKNOWN_AGENCY = "unknown_agency", _("Choose one of the agencies listed."), 400
    UNKNOWN_LANGUAGE = "unknown_language", _("Choose one of the languages listed."), 400
    WEAK_PASSWORD = "weak_password", _("%(why)s Choose another password."), 400
    UNKNOWN_ROLE = "unknown_role", _("Choose one of the roles listed."), 400
    WRONG_AGENCY = "wrong_agency", _("This role is not for people of this agency."), 400
    BAD_PLACE = "bad_place", _("Choose one of the places listed."), 400
    NOT_BY_PLACE = "not_by_place", _("This role holds everywhere: leave the place empty."), 400
    BAD_PERIOD = "bad_period", _("The last day must not be before the first day."), 400
    ALREADY_GRANTED = (
        "already_granted",
        _("This person already holds this role there in this period."),
        409,
    )
    OWN_GRANT = "own_grant", _("Nobody gives a role to herself. Ask another administrator."), 409
    ALREADY_REVOKED = "already_revoked", _("This role was already taken back."), 409
    LAST_ADMINISTRATOR = (
        "last_administrator",
        _("This is the last person who can manage people. First give that role to another."),
        409,
    )
    ALREADY_DISABLED = "already_disabled", _("This account is already closed."), 409
    NOT_DISABLED = "not_disabled", _("This account is already open."), 409
    BAD_BOOTH_NAME = (
        "bad_booth_name",
        _("Write the booth's name as it stands on its door, in at most 40 characters."),
        400,
    )
    BOOTH_NAME_TAKEN = (
        "booth_name_taken",
        _("There is a booth of this name at this place. Retire it first, or choose another name."),
        409,
    )
    LINK_USED = "link_used", _("This link was already used. Ask for a new one."), 410
    LINK_EXPIRED = "link_expired", _("This link is no longer valid. Ask for a new one."), 410
    ALREADY_RETIRED = "already_retired", _("This booth was already retired."), 409
