"""The papers that show consent to the journeys of minors: seen once, they may name several."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from moeli.crossings.consents.rules import givers
from moeli.crossings.parties import rules
from moeli.crossings.parties.errors import PartyError
from moeli.crossings.parties.models import ConsentPaper, Party, PartyMember
from moeli.crossings.parties.policies import SEEING
from moeli.crossings.parties.services import locked, still_open
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPaper:
    """One paper as the officer saw it: who signed it and its days, as far as that was entered.

    Whoever is said to be named by the same one is named by one paper.
    """

    giver: str = ""
    signed_on: date | None = None
    valid_to: date | None = None
    id: UUID = field(default_factory=uuid7)

    def check(self) -> None:
        """Raises MoeliError `party_bad_giver`, `party_paper_dates` or `party_paper_over`."""
        today = clock.today()
        if self.giver and self.giver not in {row.id for row in givers(today)}:
            raise MoeliError(PartyError.BAD_GIVER)
        signed = self.signed_on or min(today, self.valid_to or today)
        if signed > today or (self.valid_to and self.valid_to < signed):
            raise MoeliError(PartyError.PAPER_DATES)
        if self.valid_to and self.valid_to < today:
            raise MoeliError(PartyError.PAPER_OVER)

    def same_as(self, row: ConsentPaper) -> bool:
        """Whether the row says the same of the paper."""
        stands = (row.giver, row.signed_on, row.valid_to)
        return stands == (self.giver, self.signed_on, self.valid_to)


def is_paper(consent: str) -> bool:
    """Whether it is shown by a paper: neither by parents who stand there nor by nothing."""
    return consent not in {"", rules.PRESENT, rules.NO_PAPER}


def see_paper(
    actor: Actor, party: Party, kind: str, paper: SeenPaper, named: Iterable[UUID]
) -> None:
    """Record a paper of a party that the caller holds, and whom it names."""
    body: dict[str, object] = {"kind": kind, "named": [str(each) for each in named]}
    said = {"giver": paper.giver, "signed_on": paper.signed_on, "valid_to": paper.valid_to}
    body |= {name: str(value) for name, value in said.items() if value}
    _told(actor, party, "party.paper_seen", paper.id, body)


def take_back(*, actor: Actor, party_id: UUID, paper_id: UUID) -> None:
    """Undo that a paper was seen: of whom it named nothing is said any more; twice is once.

    Raises MoeliError `absent` or `party_closed`.
    """
    with transaction.atomic():
        party = locked(actor, party_id, SEEING)
        still_open(party)
        paper = ConsentPaper.objects.filter(party=party, id=paper_id).first()
        if paper is None:
            raise absent()
        if not paper.taken_back_at:
            undecided = PartyMember.objects.filter(paper=paper, inspection__decision=None)
            ids = undecided.order_by("position").values_list("id", flat=True)
            body = {"named": [str(each) for each in ids]}
            _told(actor, party, "party.paper_taken_back", paper.id, body)


def _told(actor: Actor, party: Party, verb: str, paper: UUID, body: Mapping[str, object]) -> None:
    whole = {"paper": str(paper), **body}
    record(
        NewEntry(verb=verb, actor=actor.id, subject=str(party.id), place=party.place, body=whole)
    )
