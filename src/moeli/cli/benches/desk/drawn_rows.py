"""Makes of drawn passages the rows that services and projectors write, all but the chain.

No model is made, nothing is asked of the database but the keys of a month, and the bodies, whose
shape is fixed, are written by hand: that all of it is what the services write is tested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from operator import itemgetter
from random import Random
from typing import Any

from moeli.cli.benches.desk.chance import Chance, Drawn
from moeli.cli.benches.desk.drawn_documents import REASON, Document, document_of
from moeli.cli.benches.desk.moments import Moment, length, moment_of, part
from moeli.cli.benches.desk.seals import Month, month
from moeli.crossings import rules
from moeli.demo.journeys import Passage
from moeli.platform import node

_OPENED, _DECIDED = "inspection.opened", "decision.made"
_OPENED_BODY = (
    '{"capture": {"at": "%s", "how": "%s", "image": ""}, "desk": "%s", "direction": "%s", %s'
)
_DECIDED_BODY = (
    '{"crossing": %s, "ground": "%s", "idempotency_key": "%s", "inspection": "%s", "outcome": "%s"}'
)
_ID, _SUBJECT, _DIGEST = length(16), length(36), length(32)
Row = tuple[Any, ...]


@dataclass(slots=True)
class Lot:
    """What is recorded at one moment, as rows with the column before them by which they are sorted.

    Of an entry: the columns that are known before its place in the chain is, what the chain covers
    after the number of that place, and the row of its body.
    """

    recorded: Moment
    month: Month
    entries: list[tuple[str, Row, bytes, Row]] = field(default_factory=list)
    inspections: list[tuple[str, Row]] = field(default_factory=list)
    decisions: list[tuple[str, Row]] = field(default_factory=list)
    crossings: list[tuple[str, Row]] = field(default_factory=list)

    def sort(self) -> None:
        """By time; what happened at one moment stays as it came."""
        for rows in (self.entries, self.inspections, self.decisions, self.crossings):
            rows.sort(key=itemgetter(0))


class DrawnRows:
    """Makes lots as one officer decides; what is known of a document is kept for its next look."""

    def __init__(self, officer: str) -> None:
        self._officer, self._chance = officer, Chance()
        self._random = Random(officer)  # noqa: S311 -- drawn history, not a secret
        self._doing = {each: _text(each) + _text(officer) for each in (_OPENED, _DECIDED)}
        self._documents: dict[str, Document] = {}
        self._months: dict[str, Month] = {}

    def lot(self, passages: Sequence[Passage]) -> Lot:
        """These, recorded together as the last of them was decided.

        Raises ValueError where one would end another that waits at the same desk.
        """
        _check_turns(passages)
        last = max(each.decided_at for each in passages).astimezone(UTC)
        lot = Lot(moment_of(last), self._month(last))
        for each in passages:
            self._add(lot, each)
        lot.sort()
        return lot

    def _add(self, lot: Lot, passage: Passage) -> None:
        opened_at, decided_at = moment_of(passage.moment), moment_of(passage.decided_at)
        document = self._document(passage)
        inspection = self._chance.uuid7(opened_at.milliseconds)
        decision = self._chance.uuid7(decided_at.milliseconds)
        self._open(lot, passage, document, opened_at, inspection)
        crossing = None
        if passage.outcome.crosses:
            crossing = self._chance.uuid7(decided_at.milliseconds)
            self._cross(lot, passage, document, decided_at, (crossing, decision))
        self._decide(lot, passage, decided_at, (inspection, decision, crossing))

    def _open(self, lot: Lot, passage: Passage, document: Document, at: Moment, id: Drawn) -> None:
        place, desk = passage.place, passage.desk
        how, direction = passage.how.value, passage.direction.value
        body = _OPENED_BODY % (at.told, how, desk, direction, document.told)
        self._enter(lot, (_OPENED, id.text, place), at, body)
        row = (
            id.column,
            place,
            desk,
            self._officer,
            direction,
            REASON,
            at.column,
            lot.month.subject,
            lot.month.zones.sealed(id.text, document.zone),
            document.hash,
            document.code,
            document.state,
            document.nationality,
            how,
            at.column,
            b"",
        )
        lot.inspections.append((at.column, row))

    def _decide(
        self, lot: Lot, passage: Passage, at: Moment, ids: tuple[Drawn, Drawn, Drawn | None]
    ) -> None:
        (inspection, id, crossing), key = ids, self._chance.uuid4()
        crossed = f'"{crossing.text}"' if crossing else "null"
        outcome, ground = passage.outcome.value, self._ground(passage)
        body = _DECIDED_BODY % (crossed, ground, key.text, inspection.text, outcome)
        self._enter(lot, (_DECIDED, id.text, passage.place), at, body)
        row = (
            id.column,
            inspection.column,
            self._officer,
            outcome,
            ground,
            "",
            at.column,
            key.column,
            "",
            "",
        )
        lot.decisions.append((at.column, row))

    def _cross(
        self, lot: Lot, passage: Passage, document: Document, at: Moment, ids: tuple[Drawn, Drawn]
    ) -> None:
        id, decision = ids
        row = (
            id.column,
            decision.column,
            passage.direction.value,
            passage.place,
            document.nationality,
            document.hash,
            "live",
            at.column,
            lot.recorded.column,
            "",
        )
        lot.crossings.append((at.column, row))

    def _enter(self, lot: Lot, about: tuple[str, str, str], at: Moment, body: str) -> None:
        """The entry of a verb about a subject at a place, and its body."""
        verb, subject, place = about
        id = self._chance.uuid7(lot.recorded.milliseconds)
        sealed = lot.month.bodies.sealed(id.text, body.encode())
        digest = sha256(sealed).digest()
        covered = (
            _ID,
            bytes.fromhex(id.column),
            self._doing[verb],
            _SUBJECT,
            subject.encode(),
            _text(place),
            at.covered,
            lot.recorded.covered,
            _DIGEST,
            digest,
        )
        columns = (
            id.column,
            verb,
            self._officer,
            subject,
            place,
            at.column,
            lot.recorded.column,
            digest,
        )
        kept = (id.column, lot.month.subject, sealed)
        lot.entries.append((at.column, columns, b"".join(covered), kept))

    def _ground(self, passage: Passage) -> str:
        if not passage.outcome.needs_ground:
            return ""
        return self._random.choice(rules.grounds(passage.outcome, passage.moment.date())).id

    def _document(self, passage: Passage) -> Document:
        zone = passage.traveller.zone
        found = self._documents.get(zone)
        if found is None:
            found = self._documents[zone] = document_of(zone, passage.moment.date())
        return found

    def _month(self, moment: datetime) -> Month:
        subject = node.current().month(moment)
        if subject not in self._months:
            self._months[subject] = month(subject, self._chance)
        return self._months[subject]


@cache
def _text(value: str) -> bytes:
    return part(value.encode())


def _check_turns(passages: Sequence[Passage]) -> None:
    """Whoever is looked at next at a desk ends what waits there: drawn history has none such."""
    free: dict[tuple[str, str], datetime] = {}
    for each in passages:
        desk = each.place, each.desk
        if desk in free and each.moment < free[desk]:
            raise ValueError("two are looked at at once at one desk")
        free[desk] = each.decided_at
