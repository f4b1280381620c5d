"""Opening an inspection by hand: of what was copied by eye."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from moeli.crossings import by_hand, entries
from moeli.crossings.capture import NOT_TOLD, Capture, How
from moeli.crossings.captured import ByEye, read_by_eye
from moeli.crossings.entries import Told
from moeli.crossings.errors import CrossingError
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction
from moeli.crossings.policies import OPENING
from moeli.crossings.services.opening import begin
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7

_OWN_NUMBER = "X"


def open_by_hand(
    *,
    actor: Actor,
    place: str,
    desk: str,
    direction: Direction,
    entered: ByEye,
    reason: str,
    image: Capture = NOT_TOLD,
) -> Inspection:
    """Begin to inspect a document whose elements were copied by eye.

    The checks are those of a zone but for the digits that there are not. A paper without a number
    gets one of this post's own, by which it is not found again. `reason` is one of the table of
    reasons, and `image` tells of a picture of it, if there is one: it stays entered by hand.
    Raises MoeliError `absent`, `hand_incomplete`, `hand_reason` or `wrong_place`.
    """
    require(actor, OPENING.action, place)
    today = clock.today()
    if reason not in {row.id for row in by_hand.reasons(today)}:
        raise MoeliError(CrossingError.HAND_REASON)
    if not desk:
        raise MoeliError(CrossingError.WRONG_PLACE)
    kind = _kind(entered.kind, today)
    whole = _numbered(replace(entered, document_code=kind["code"]), kind)
    document = read_by_eye(whole, today)
    if not (document.document_number and document.primary_identifier):
        raise MoeliError(CrossingError.HAND_INCOMPLETE)
    entry = entries.opened(
        Told(id=uuid7(), actor=actor.id, place=place),
        document,
        desk=desk,
        direction=direction,
        reason=f"by_hand:{reason}",
        capture=replace(image, how=How.BY_HAND if kind["zone"] else How.NO_ZONE),
        captured=whole.text(),
    )
    return begin(actor, entry)


def _kind(id: str, day: date) -> Mapping[str, Any]:
    found = next((row.value for row in by_hand.documents(day) if row.id == id), None)
    if found is None:
        raise MoeliError(CrossingError.HAND_INCOMPLETE)
    return cast("Mapping[str, Any]", found)


def _numbered(entered: ByEye, kind: Mapping[str, Any]) -> ByEye:
    if kind["numbered"] or entered.document_number:
        return entered
    return replace(entered, document_number=f"{_OWN_NUMBER}{uuid7().hex[-10:].upper()}")
