"""The rows of this room, by subject."""

from moeli.platform.access.models.booths import Booth, BoothInvitation
from moeli.platform.access.models.drafts import Draft
from moeli.platform.access.models.people import Grant, GrantQuerySet, User, UserManager
from moeli.platform.access.models.proofs import (
    AcceptedCode,
    AccountHelp,
    Badge,
    FailedProof,
    FullSignIn,
    Pin,
)
from moeli.platform.access.models.shifts import ShiftEnrolment

__all__ = [
    "AcceptedCode",
    "AccountHelp",
    "Badge",
    "Booth",
    "BoothInvitation",
    "Draft",
    "FailedProof",
    "FullSignIn",
    "Grant",
    "GrantQuerySet",
    "Pin",
    "ShiftEnrolment",
    "User",
    "UserManager",
]
