"""Sign-in devices, lock-outs and shift enrolments belong to their node; projectors apply once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import (
    Badge,
    Booth,
    BoothInvitation,
    FailedProof,
    FullSignIn,
    ShiftEnrolment,
    User,
)
from moeli.platform.access.services.shifts import Proof
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from moeli.platform.room import Recorded, verbs
from tests.platform.access.conftest import (
    NOW,
    PIN,
    AddPerson,
    acting,
    booth_client,
    booth_seen,
    sign_in_fully,
    with_app,
    with_badge_and_pin,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LOCAL = (Badge, ShiftEnrolment, FailedProof, FullSignIn, BoothInvitation, Booth)
OF_THE_NODE = {
    "access.booth_invited",
    "access.booth_enrolled",
    "access.booth_retired",
    "access.signed_in",
    "access.password_set",
    "access.factors_taken",
    "access.factor_added",
    "access.factor_used",
    "access.factor_failed",
    "access.badge_issued",
    "access.badge_revoked",
    "access.pin_used",
    "access.pin_failed",
    "access.relieved",
    "access.session_unlocked",
    "access.unlocked",
    "access.unlocked_by_two",
    "access.shift_enrolled",
    "access.shift_ended",
}


@pytest.fixture
def lived(add: AddPerson) -> list[Recorded]:
    """A day at one post, each verb of this room but a few: its entries."""
    with clock.standing_still(NOW):
        supervisor = with_app(add("supervisor", "shift_supervisor", "MSB"))
        lineo = with_badge_and_pin(add("lineo", "primary_officer", "MSB"))
        client = booth_client()
        sign_in_fully(client, supervisor)
    with clock.standing_still(NOW + timedelta(minutes=1)):
        client.post("/sign-out/")
        client.post("/relief/", {"badge": "BADGE-0001", "pin": "918273"})
        client.post("/relief/", {"badge": "BADGE-0001", "pin": PIN})
        client.post("/relief/", {"badge": "BADGE-0001", "pin": "918273"})
        proofs = Proof(supervisor, clock.now()), Proof(lineo, clock.now())
        add("guest")
        shift = services.enrol_for_shift(
            actor=acting(supervisor),
            booth=booth_seen(),
            username="guest",
            badge="SPARE-0001",
            pin=PIN,
            hours=4,
            proofs=proofs,
        )
    with clock.standing_still(NOW + timedelta(minutes=2)):
        services.end_shift(actor=acting(supervisor), enrolment_id=shift.id)
        services.issue_badge(actor=SYSTEM, person_id=lineo.id, number="BADGE-0002")
        services.end_sessions(actor=SYSTEM, person_id=lineo.id)
    return list(opened(Entry.objects.in_order().select_related("body")))


def rows() -> list[list[dict[str, object]]]:
    ours = [list(model.objects.order_by("pk").values()) for model in LOCAL]  # type: ignore[attr-defined]  # models
    people = list(User.objects.order_by("id").values("id", "is_active", "sessions_ended_at"))
    return [*ours, people]


def apply(entries: list[Recorded]) -> None:
    for recorded in entries:
        project = verbs()[recorded.verb].project
        if project:
            project(recorded)


def test_applied_again_in_order_the_same_rows_stand(lived: list[Recorded]) -> None:
    before = rows()
    apply(lived)
    assert rows() == before
    assert verify().sound


def test_the_entries_of_another_node_write_no_row_here(lived: list[Recorded]) -> None:
    before = rows()
    foreign = [
        replace(each, id=uuid7(), node=uuid7(), occurred_at=each.occurred_at + timedelta(hours=1))
        for each in lived
        if each.verb in OF_THE_NODE
    ]
    assert len({each.verb for each in foreign}) >= 9
    apply(foreign)
    assert rows() == before


def test_every_verb_that_writes_such_rows_is_named_here() -> None:
    from moeli.platform.access.projectors import accounts

    shared = {
        f"access.{name}"
        for name in vars(accounts)
        if name.startswith(("person_", "role_", "grant_", "sessions_"))
    }
    writing = {
        name for name, verb in verbs().items() if name.startswith("access.") and verb.project
    }
    assert writing - shared == OF_THE_NODE
