"""Whatever happens, what is in force was approved by another person, and the chain has no hole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
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
from moeli.platform.access.actor import Actor
from moeli.platform.approvals import services as approvals
from moeli.platform.errors import MoeliError
from moeli.platform.publications import selectors, services
from moeli.platform.publications.models import Version
from moeli.platform.publications.statement import genesis
from tests.platform.publications.conftest import CHANNEL, NOW, acting
from tests.platform.publications.tables import table

PEOPLE = 3
WHO = st.integers(0, PEOPLE - 1)
RARELY = st.sampled_from([False, False, False, True])
MINUTES = st.sampled_from([30, 31, 32, 9_999])  # the last is no value that the rule can have


class CrashError(Exception):
    """The power is cut between two steps."""


@dataclass
class Upload:
    """What this test saw of an upload, apart from any row of the house."""

    id: UUID
    content: bytes
    by: str
    day: date | None = None
    asked: UUID | None = None
    asker: str = ""
    yes: bool = False


class Headquarters(RuleBasedStateMachine):
    """Three people who upload, ask, grant, publish and go back, with cuts and a wild clock."""

    uploads = Bundle("uploads")

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people: list[Actor] = [acting("immigration_hq") for _ in range(PEOPLE)]
        self.approved: set[tuple[bytes, date]] = set()
        self.first_days: list[tuple[int, date, bytes]] = []
        self.day = 0.0

    def teardown(self) -> None:
        PUBLISHED.append(len(self.first_days))
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @contextmanager
    def trying(self, *, crash: bool = False) -> Iterator[None]:
        """One act at the hour that the clock shows; refusals are answers, a cut undoes the act."""
        with (
            clock.standing_still(NOW + timedelta(days=self.day)),
            suppress(MoeliError, CrashError),
            transaction.atomic(),
        ):
            yield
            if crash:
                raise CrashError

    @rule(days=st.floats(-1.5, 2.5))
    def step_the_clock(self, days: float) -> None:
        self.day += days

    @rule(target=uploads, who=WHO, minutes=MINUTES, ahead=st.one_of(st.none(), st.integers(0, 3)))
    def stage(self, who: int, minutes: int, ahead: int | None) -> Upload | None:
        return self._staged(who, minutes, ahead)

    def _staged(self, who: int, minutes: int, ahead: int | None) -> Upload | None:
        actor, content = self.people[who], table(minutes)
        with self.trying():
            day = None if ahead is None else clock.today() + timedelta(days=ahead)
            made = services.stage(actor=actor, channel=CHANNEL, content=content, effective_from=day)
            return Upload(made.id, content, actor.id, day)
        return None

    @rule(upload=uploads, who=WHO)
    def ask(self, upload: Upload | None, who: int) -> None:
        if upload is None:
            return
        with self.trying():
            actor = self.people[who]
            asked = services.propose(
                actor=actor, staged_id=upload.id, motive="Order", override="Stated"
            )
            upload.asked, upload.asker, upload.yes = asked.id, actor.id, False

    @rule(upload=uploads, who=WHO)
    def grant(self, upload: Upload | None, who: int) -> None:
        if upload is None or upload.asked is None:
            return
        with self.trying():
            approvals.grant(actor=self.people[who], approval_id=upload.asked)
            assert self.people[who].id not in {upload.by, upload.asker}
            upload.yes = True

    @rule(upload=uploads, other=uploads, who=WHO, crash=RARELY)
    def publish(self, upload: Upload | None, other: Upload | None, who: int, crash: bool) -> None:
        for with_approval_of in (other, upload):
            self._publish(upload, with_approval_of, who, crash=crash)

    def _publish(
        self, upload: Upload | None, approved: Upload | None, who: int, *, crash: bool
    ) -> None:
        if upload is None or approved is None or approved.asked is None:
            return
        made: list[Version] = []
        with self.trying(crash=crash):
            actor, approval = self.people[who], approved.asked
            made += [services.publish(actor=actor, staged_id=upload.id, approval_id=approval)]
            assert approved.id == upload.id
            assert upload.yes
        if made and not crash:
            self.approved.add((upload.content, upload.day or made[0].effective_from))
            self._note(made[0], upload.content)

    @rule(minutes=MINUTES, ahead=st.sampled_from([None, 0, 1, 2]), crash=RARELY)
    def go_all_the_way(self, minutes: int, ahead: int | None, crash: bool) -> None:
        """Two people do everything right, or as right as the content lets them."""
        upload = self._staged(0, minutes, ahead)
        self.ask(upload, 0)
        self.grant(upload, 1)
        self._publish(upload, upload, 0, crash=crash)

    @rule(who=WHO, number=st.integers(0, 5), crash=RARELY)
    def go_back(self, who: int, number: int, crash: bool) -> None:
        self._go_back(who, number, crash=crash)

    def _go_back(self, who: int, number: int, *, crash: bool = False) -> None:
        made: list[Version] = []
        with self.trying(crash=crash):
            made += [
                services.roll_back(
                    actor=self.people[who], channel=CHANNEL, number=number, motive="Wrong"
                )
            ]
        if made and not crash:
            self._note(made[0], next(c for n, _d, c in self.first_days if n == number))
            for again in selectors.after(CHANNEL, made[0].number):
                assert again.effective_from > made[0].effective_from
                self._note(again, selectors.content(again))

    @rule(who=WHO)
    def go_back_to_each_in_turn(self, who: int) -> None:
        """As somebody would who looks for a way to bring a waiting version forward."""
        for number in range(1, min(len(self.first_days), 4) + 1):
            self._go_back(who, number)

    def _note(self, made: Version, content: bytes) -> None:
        self.first_days.append((made.number, made.effective_from, content))

    @invariant()
    def what_is_in_force_is_what_was_approved(self) -> None:
        for ahead in range(-1, 4):
            day = clock.legal_day(NOW + timedelta(days=self.day + ahead))
            version = selectors.in_force(CHANNEL, day)
            due = [content for _n, first, content in self.first_days if first <= day]
            assert (selectors.content(version) if version else None) == (due[-1] if due else None)
            assert version is None or self._was_approved(version)

    def _was_approved(self, version: Version) -> bool:
        """Another person said yes to this content, for a day not after the version's own."""
        content, first = selectors.content(version), version.effective_from
        return any(content == said and day <= first for said, day in self.approved)

    @invariant()
    def the_chain_has_no_hole(self) -> None:
        previous, rows = genesis(CHANNEL), list(Version.objects.order_by("number"))
        assert [row.number for row in rows] == [n for n, _day, _content in self.first_days]
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            assert bytes(row.previous) == previous
            assert row.statement().signed_by(bytes(row.public_key), bytes(row.signature))
            previous = row.statement().digest()


PUBLISHED: list[int] = []


@pytest.mark.django_db
@pytest.mark.parametrize("lives", [8, pytest.param(60, marks=pytest.mark.long)])
def test_no_version_in_force_was_ever_unapproved(lives: int) -> None:
    """8 lives of 25 acts in the ordinary run, 60 in the long one."""
    PUBLISHED.clear()
    machine = settings(
        max_examples=lives, stateful_step_count=25, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Headquarters, settings=machine)
    assert sum(PUBLISHED) > lives // 3
