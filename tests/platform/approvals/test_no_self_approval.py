"""Whatever people do in whatever order: n others, never oneself, in time, once."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.approvals import services
from moeli.platform.approvals.models import Approval
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from tests.platform.approvals.conftest import ENDS, KINDS, NOW, same_person, someone

PEOPLE = 4
RARELY = st.sampled_from([False, False, False, True])


@dataclass
class Told:
    """What this test itself saw happen, apart from any row of the house."""

    kind: str
    subject: str
    asker: str
    not_by: frozenset[str]
    ends: float
    grants: set[str] = field(default_factory=set)
    over: bool = False
    used: int = 0


class People(RuleBasedStateMachine):
    """Four people and the house itself, with every act and a clock that goes both ways."""

    approvals = Bundle("approvals")

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Actor] = [someone() for _ in range(PEOPLE)]
        self.people += [same_person(each, role="other") for each in self.people] + [SYSTEM]
        self.told: dict[UUID, Told] = {}
        self.hour = 0.0
        self.own = str(uuid7())  # the rows of earlier examples stay in the database

    def at(self) -> object:
        return clock.standing_still(NOW + timedelta(hours=self.hour))

    @rule(hours=st.floats(-3, 4, allow_nan=False))
    def step_the_clock(self, hours: float) -> None:
        self.hour += hours

    @rule(
        target=approvals,
        who=st.integers(0, 2 * PEOPLE),
        kind=st.sampled_from(sorted(KINDS)),
        subject=st.sampled_from(["a", "b"]),
        others=st.sets(st.integers(0, PEOPLE - 1), max_size=2),
    )
    def ask(self, who: int, kind: str, subject: str, others: set[int]) -> UUID | None:
        actor, not_by = self.people[who], frozenset(self.people[each].id for each in others)
        with self.at(), said():
            made = services.ask(
                actor=actor, kind=kind, subject=self.own + subject, motive="Drill", not_by=not_by
            )
            ends = self.hour + ENDS / timedelta(hours=1)
            self.told[made.id] = Told(kind, subject, actor.id, not_by, ends)
            return made.id
        return None

    @rule(approval=approvals, who=st.lists(st.integers(0, 2 * PEOPLE), min_size=1, max_size=4))
    def grant(self, approval: UUID | None, who: list[int]) -> None:
        for each in who if approval else ():
            self._grant(self.people[each], approval)

    def _grant(self, actor: Actor, approval: UUID) -> None:
        told = self.told[approval]
        with self.at(), said():
            services.grant(actor=actor, approval_id=approval)
            assert actor.id not in told.not_by | {told.asker, SYSTEM.id}
            assert actor.id not in told.grants
            assert not told.over
            assert self.hour < told.ends
            told.grants.add(actor.id)

    @rule(approval=approvals, who=st.integers(0, 2 * PEOPLE))
    def deny(self, approval: UUID | None, who: int) -> None:
        if approval is None:
            return
        with self.at(), said():
            services.deny(actor=self.people[who], approval_id=approval, motive="No")
            self.told[approval].over = True

    @rule(approval=approvals, who=st.integers(0, 2 * PEOPLE))
    def withdraw(self, approval: UUID | None, who: int) -> None:
        if approval is None:
            return
        with self.at(), said():
            services.withdraw(actor=self.people[who], approval_id=approval)
            self.told[approval].over = True

    @rule(
        approval=approvals,
        who=st.integers(0, 2 * PEOPLE),
        other_kind=RARELY,
        other_subject=RARELY,
    )
    def act(self, approval: UUID | None, who: int, other_kind: bool, other_subject: bool) -> None:
        if approval is None:
            return
        told = self.told[approval]
        kind = next(each for each in KINDS if (each != told.kind) is other_kind)
        subject = told.subject + ("x" if other_subject else "")
        with self.at(), said(), transaction.atomic():
            services.use(
                actor=self.people[who],
                approval_id=approval,
                kind=kind,
                subject=self.own + subject,
            )
            assert not other_kind
            assert not other_subject
            assert len(told.grants - told.not_by - {told.asker}) >= KINDS[kind].needed
            assert not told.over
            assert self.hour < told.ends
            told.over, told.used = True, told.used + 1

    @invariant()
    def every_use_has_its_entries(self) -> None:
        rows = Approval.objects.filter(id__in=list(self.told)).exclude(used_at=None)
        used = {row.id for row in rows}
        assert used == {id for id, told in self.told.items() if told.used == 1}


@contextmanager
def said() -> Iterator[None]:
    """A refusal is an answer like any other; a failed assertion is not."""
    with suppress(MoeliError):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("lives", [12, pytest.param(80, marks=pytest.mark.long)])
def test_there_is_no_path_to_self_approval(lives: int) -> None:
    """12 lives of 35 acts in the ordinary run, 80 in the long one."""
    machine = settings(
        max_examples=lives,
        stateful_step_count=35,
        suppress_health_check=list(HealthCheck),
    )
    made = {"used": 0}

    class Counted(People):
        def teardown(self) -> None:
            made["used"] += sum(each.used for each in self.told.values())

    run_state_machine_as_test(Counted, settings=machine)
    assert made["used"] > 0
    entries = Entry.objects.filter(verb="approval.used").count()
    assert entries == made["used"]
