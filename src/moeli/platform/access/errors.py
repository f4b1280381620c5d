"""What can go wrong with people, grants, booths and proofs, each in one sentence."""

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
    PROOF_LOCKED = (
        "proof_locked",
        _(
            "The PIN or code was wrong too often at this computer. Wait %(minutes)d minutes, or ask"
            " a supervisor and a second person to unlock it."
        ),
        429,
    )
    NO_RELIEF = (
        "no_relief",
        _(
            "This badge or key and this PIN do not open this desk. Check both, or sign in with your"
            " password."
        ),
        400,
    )
    SIGN_IN_FIRST = (
        "sign_in_first",
        _("Sign in with your password and code first: a badge and PIN are good for that shift."),
        409,
    )
    WRONG_CODE = (
        "wrong_code",
        _("This code is wrong or was used already. Wait for the next one, then type it."),
        400,
    )
    WRONG_PROOF = (
        "wrong_proof",
        _("This does not prove who you are. Check what you typed, then try again."),
        400,
    )
    BAD_BADGE = (
        "bad_badge",
        _("Scan the badge again: its number has 6 to 64 letters, digits or dashes."),
        400,
    )
    BADGE_TAKEN = "badge_taken", _("This badge is held by somebody. Take another one."), 409
    NO_BADGE = "no_badge", _("This badge was already revoked."), 409
    BAD_PIN = (
        "bad_pin",
        _("A PIN has %(digits)d to 10 digits, and is neither a row like 123456 nor one digit."),
        400,
    )
    NOT_FOR_ONESELF = (
        "not_for_oneself",
        _("Three different people are needed: the officer, a supervisor and a second person."),
        409,
    )
    NO_SECOND_PERSON = (
        "no_second_person",
        _("The second person must hold a role at this port of entry today."),
        409,
    )
    PROOF_TOO_OLD = (
        "proof_too_old",
        _("Too much time has passed. Both prove again who they are."),
        409,
    )
    BAD_HOURS = "bad_hours", _("A shift lasts 1 to %(most)d hours."), 400
    SECOND_HAND = (
        "second_hand",
        _(
            "You helped with this account in the last %(days)d days. Another administrator must do"
            " this second step; ./moeli person on the server opens an account for one."
        ),
        409,
    )
    NEW_HANDS = (
        "new_hands",
        _(
            "Somebody else set the password of this account in the last %(days)d days, when it had"
            " no second factor. Ask another administrator than that one to remove the second"
            " factors, and add yours again."
        ),
        409,
    )
    DRAFT_TOO_LARGE = (
        "draft_too_large",
        _("This is too long to be kept for you. Finish it, or shorten it."),
        413,
    )
    DEMO_ACCOUNT = (
        "demo_account",
        _("Accounts of the demonstration do not exist here."),
        400,
    )
