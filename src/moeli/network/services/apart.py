"""A practice desk is alone: no card of its own, nobody whom it believes, nothing sent or taken."""

from moeli.network.errors import NetworkError
from moeli.platform import node
from moeli.platform.errors import MoeliError


def refuse_practice() -> None:
    """Raises MoeliError `practice_travels` on a practice desk."""
    if node.current().practice:
        raise MoeliError(NetworkError.PRACTICE)
