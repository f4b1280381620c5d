"""What is sent, whatever the channel."""

from dataclasses import dataclass

from django.utils.translation import gettext, override

from moeli.platform.access import places

TIMEOUT_S = 10


class UndeliveredError(Exception):
    """The other side did not take it; nothing of what it said is kept."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message; sent again it has the same id, by which the other side knows it."""

    id: str
    to: str
    text: str


def sentence(place: str, language: str) -> str:
    """That a task waits, and where: never more, since anybody may look at the telephone."""
    with override(language):
        if not place:
            return gettext("A task waits in Moeli")
        return gettext("A task waits in Moeli at %(place)s") % {"place": places.name_of(place)}
