"""What this room shows to the house."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.access import projectors
from moeli.platform.room import Action, MenuEntry, Recorded, RetentionClass, Room, Verb

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(name: str, label: Promise, project: Callable[[Recorded], None] | None = None) -> Verb:
    """A verb whose label says all that may be said: its body names people."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="access",
    menu=(
        MenuEntry(
            _("People"),
            "people",
            "people.manage",
            order=80,
            hint=_("Accounts, roles, forgotten passwords"),
        ),
        MenuEntry(
            _("Booths"),
            "booths",
            "booth.enrol",
            order=85,
            hint=_("Enrol and retire desk computers"),
        ),
    ),
    actions=(
        Action("people.manage", _("Open and close accounts, give roles and take them back")),
        Action("booth.enrol", _("Enrol booths and retire them")),
    ),
    verbs=(
        _verb("access.person_added", _("An account was opened"), projectors.person_added),
        _verb("access.password_set", _("A new password was given to a person")),
        _verb("access.person_disabled", _("An account was closed"), projectors.person_disabled),
        _verb("access.person_enabled", _("An account was opened again"), projectors.person_enabled),
        _verb("access.role_granted", _("A role was given"), projectors.role_granted),
        _verb("access.grant_revoked", _("A role was taken back"), projectors.grant_revoked),
        _verb("access.unlocked", _("A person's failed sign-ins were forgotten")),
        _verb("access.booth_invited", _("A link for a booth was made"), projectors.booth_invited),
        _verb("access.booth_enrolled", _("A booth was enrolled"), projectors.booth_enrolled),
        _verb("access.booth_retired", _("A booth was retired"), projectors.booth_retired),
        _verb("access.signed_in", _("A person signed in")),
        _verb("access.signed_out", _("A person signed out")),
        _verb("access.sign_in_failed", _("A sign-in failed")),
        _verb("access.locked_out", _("A sign-in was refused after too many failures")),
        _verb("access.password_changed", _("A person changed her password")),
    ),
    retention=(
        RetentionClass(
            "access.account",
            _("Accounts: kept closed for as long as the journal names them"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass("access.grant", _("Roles given and taken back"), None, _TO_BE_SET),
        RetentionClass(
            "access.booth", _("Booths and the links that enrolled them"), None, _TO_BE_SET
        ),
    ),
)
