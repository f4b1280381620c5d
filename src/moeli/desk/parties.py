"""A party at the desk: the rooms below, asked together."""

from collections.abc import Mapping
from uuid import UUID

from moeli.crossings.parties.deciding import PartyDecided, admit_party
from moeli.crossings.parties.selectors import Listed, PartyView, party_view
from moeli.desk.selectors import sought
from moeli.platform.access.actor import Actor
from moeli.screening.selectors import holders_among, listed_among
from moeli.standards.icao9303 import Document


def console(actor: Actor, place: str, party_id: UUID) -> PartyView:
    """The party, and who of it would be looked at singly (journaled). Raises MoeliError."""
    return party_view(actor, party_id, _asks_the_list(actor, place))


def admit(*, actor: Actor, place: str, party_id: UUID, idempotency_key: UUID) -> PartyDecided:
    """Decide everybody who is ready; the document list is asked in the same transaction."""
    return admit_party(
        actor=actor,
        party_id=party_id,
        listed=_asks_the_list(actor, place),
        idempotency_key=idempotency_key,
    )


def _asks_the_list(actor: Actor, place: str) -> Listed:
    def listed(documents: Mapping[bytes, Document]) -> frozenset[bytes]:
        people = {name: sought(document) for name, document in documents.items()}
        by_number = listed_among(actor, list(documents), place)
        return by_number | holders_among(actor, people, place)

    return listed
