"""What this room shows to the house."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.access.projectors import accounts, own_node
from moeli.platform.room import (
    Action,
    MenuEntry,
    NoticeKind,
    Reach,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(
    name: str,
    label: Promise,
    project: Callable[[Recorded], None] | None = None,
    reach: Reach = Reach.NODE,
) -> Verb:
    """A verb whose label says all that may be said: its body names people.

    People and roles are headquarters' (Reach.DOWN); booths, sign-ins and lock-outs a node's own.
    """
    return Verb(name, label, lambda _recorded: str(label), project, reach)


_FACTORS = (
    _verb("access.factor_added", _("A second factor was added"), own_node.signed_in),
    _verb("access.factor_removed", _("A second factor was removed")),
    _verb("access.factor_used", _("A second factor was used"), own_node.proof_given),
    _verb("access.factor_failed", _("A second factor was refused"), own_node.proof_failed),
)
_BADGE_AND_PIN = (
    _verb("access.badge_issued", _("A badge was issued"), own_node.badge_issued),
    _verb("access.badge_revoked", _("A badge was revoked"), own_node.badge_revoked),
    _verb("access.pin_set", _("A person set her PIN")),
    _verb("access.pin_used", _("A person proved by PIN who she is"), own_node.proof_given),
    _verb("access.pin_failed", _("A PIN was wrong"), own_node.proof_failed),
    _verb("access.relieved", _("An officer took over a booth"), own_node.proof_given),
    _verb("access.relief_refused", _("A badge or key was refused at a booth")),
    _verb("access.session_locked", _("A page was locked")),
    _verb("access.session_unlocked", _("A page was unlocked"), own_node.proof_given),
)
_BY_TWO = (
    _verb(
        "access.unlocked_by_two",
        _("Two people of a post unlocked an officer"),
        own_node.failures_forgotten,
    ),
    _verb(
        "access.shift_enrolled",
        _("Two people of a post let an officer in for one shift"),
        own_node.shift_enrolled,
    ),
    _verb("access.shift_ended", _("A shift enrolment was ended"), own_node.shift_ended),
)

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
        MenuEntry(
            _("Shift"),
            "shift",
            "shift.enrol",
            order=75,
            hint=_("Unlock an officer, or let one in for this shift"),
        ),
    ),
    actions=(
        Action("people.manage", _("Open and close accounts, give roles and take them back")),
        Action("booth.enrol", _("Enrol booths and retire them")),
        Action(
            "shift.enrol", _("With a second person, unlock an officer or let one in for a shift")
        ),
        Action("shift.second", _("Be the second person when an officer is unlocked or let in")),
    ),
    verbs=(
        _verb("access.person_added", _("An account was opened"), accounts.person_added, Reach.DOWN),
        _verb(
            "access.password_set",
            _("A new password was given to a person"),
            own_node.password_given,
        ),
        _verb(
            "access.factors_taken",
            _("All second factors of a person were removed for her"),
            own_node.factors_taken,
        ),
        _verb(
            "access.person_disabled",
            _("An account was closed"),
            accounts.person_disabled,
            Reach.DOWN,
        ),
        _verb(
            "access.person_enabled",
            _("An account was opened again"),
            accounts.person_enabled,
            Reach.DOWN,
        ),
        _verb("access.role_granted", _("A role was given"), accounts.role_granted, Reach.DOWN),
        _verb(
            "access.grant_revoked", _("A role was taken back"), accounts.grant_revoked, Reach.DOWN
        ),
        _verb(
            "access.unlocked",
            _("A person's failed sign-ins were forgotten"),
            own_node.failures_forgotten,
        ),
        _verb("access.booth_invited", _("A link for a booth was made"), accounts.booth_invited),
        _verb("access.booth_enrolled", _("A booth was enrolled"), accounts.booth_enrolled),
        _verb("access.booth_retired", _("A booth was retired"), accounts.booth_retired),
        _verb("access.signed_in", _("A person signed in"), own_node.signed_in),
        _verb("access.signed_out", _("A person signed out")),
        _verb("access.sign_in_failed", _("A sign-in failed")),
        _verb("access.locked_out", _("A sign-in was refused after too many failures")),
        _verb("access.password_changed", _("A person changed her password")),
        _verb(
            "access.sessions_ended",
            _("A person was signed out everywhere"),
            accounts.sessions_ended,
            Reach.DOWN,
        ),
        *_FACTORS,
        *_BADGE_AND_PIN,
        *_BY_TWO,
    ),
    notices=(
        NoticeKind(
            "access.password_set",
            _("An administrator gave a person a new password. Ask her whether she wanted it."),
            role="auditor",
            verb="access.password_set",
        ),
        NoticeKind(
            "access.factors_taken",
            _("An administrator removed a person's second factors. Ask her whether she wanted it."),
            role="auditor",
            verb="access.factors_taken",
        ),
    ),
    retention=(
        RetentionClass(
            "access.account",
            _("Accounts: kept closed for as long as the journal names them"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "access.proof",
            _("Badges, PINs, shift enrolments and failed proofs of this node"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "access.draft",
            _("Half-done work: until it is finished, at most the hours of data/sign_in.toml"),
            1,
            "House rule of Moeli: data/sign_in.toml, draft_hours",
        ),
        RetentionClass("access.grant", _("Roles given and taken back"), None, _TO_BE_SET),
        RetentionClass(
            "access.booth", _("Booths and the links that enrolled them"), None, _TO_BE_SET
        ),
    ),
)
