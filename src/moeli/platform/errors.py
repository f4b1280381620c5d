"""The one family of anticipated errors: an enum code, named data, a sentence for the person.

A room declares its codes once and raises `MoeliError` with one of them and the data its sentence
names. Pages, the machine door and the command line have one handler each. Anything else that is
raised is a defect and is treated as one.
"""

from enum import Enum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ErrorCode(Enum):
    """Base of each room's codes; a member is (code, translatable sentence, HTTP status)."""

    sentence: str | Promise
    status: int

    def __new__(cls, code: str, sentence: str | Promise, status: int) -> Self:
        """The value is the code alone: an enum hashes its values, which would translate here."""
        member = object.__new__(cls)
        member._value_ = code
        member.sentence = sentence
        member.status = status
        return member

    @property
    def code(self) -> str:
        """The stable code, the same in every language."""
        return str(self.value)


class MoeliError(Exception):
    """Something foreseen went wrong. `str()` is the sentence: what happened and what to do.

    The named data fill the sentence; they never hold personal data, since a sentence may reach
    a log or a screen that others read.
    """

    def __init__(self, reason: ErrorCode, **data: object) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.data = data

    @property
    def code(self) -> str:
        """The stable code, the same in every language."""
        return self.reason.code

    @property
    def status(self) -> int:
        """The HTTP status that says the same to a machine."""
        return self.reason.status

    def __str__(self) -> str:
        return str(self.reason.sentence) % self.data


class PlatformError(ErrorCode):
    """What any room may have to say."""

    ABSENT = "absent", _("There is nothing here, or it is not open to you."), 404
    UNAVAILABLE = (
        "unavailable",
        _("This page cannot be shown, because the journal cannot record that you read it."),
        503,
    )
    KEY_FILE = "key_file", _("The key file %(file)s cannot be used: %(why)s."), 500
    NODE_FILE = "node_file", _("The file %(file)s cannot be used: %(why)s."), 500
    HOME_FILE = "home_file", "The file moeli.toml cannot be used: %(why)s.", 500


def absent() -> MoeliError:
    """The one answer to "not there" and "not yours", so that nobody can tell them apart."""
    return MoeliError(PlatformError.ABSENT)
