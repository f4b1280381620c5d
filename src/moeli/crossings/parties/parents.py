"""That both parents are here, as the consent to their children's journey: taken back."""

from uuid import UUID

from django.db import transaction

from moeli.crossings.parties import rules
from moeli.crossings.parties.models import PartyMember
from moeli.crossings.parties.policies import SEEING
from moeli.crossings.parties.services import locked, still_open
from moeli.platform.access.actor import Actor
from moeli.platform.errors import absent
from moeli.platform.journal.services import NewEntry, record


def take_back_presence(*, actor: Actor, party_id: UUID, adult_id: UUID, other_id: UUID) -> None:
    """Undo that these two are the parents of somebody: of their children nothing is said any more.

    Who is decided keeps what was said; twice is once. Raises MoeliError `absent` or `party_closed`.
    """
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        still_open(party)
        parents = {adult_id, other_id}
        if PartyMember.objects.filter(party=party, id__in=parents).count() != len(parents):
            raise absent()
        said = PartyMember.objects.filter(party=party, adult=adult_id, other_parent=other_id)
        young = said.filter(consent=rules.PRESENT, inspection__decision=None)
        named = [str(each) for each in young.order_by("position").values_list("id", flat=True)]
        if named:
            body = {"adult": str(adult_id), "other": str(other_id), "named": named}
            verb, subject = "party.presence_taken_back", str(party.id)
            record(
                NewEntry(verb=verb, actor=actor.id, subject=subject, place=party.place, body=body)
            )
