"""A device acts for an officer by her code, at her desk, for a while, as long as she is there."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from moeli.crossings.models import Decision, Inspection
from moeli.platform import clock
from moeli.platform.access import services as access
from moeli.platform.access.actor import SYSTEM, actor_of
from moeli.platform.access.models import Grant
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.machine import services
from moeli.platform.machine.models import Delegation, DoorAct
from tests.platform.machine.callers import CITIZEN, Machine, Officer, at_desk, enrolled, lent
from tests.refusals import refused
from tests.signing_in import signed_in, still_there

pytestmark = pytest.mark.django_db
TEN = timedelta(minutes=10)


def acts_for_her(machine: Machine) -> bool:
    answer = machine.post("/inspections", {"zone": "x", "direction": "entry"})
    assert answer.status_code in {403, 422}, answer.content
    return bool(answer.status_code == 422)  # let in, then told that this is no zone


def test_the_decision_is_the_officers(acting: Machine, officer: Officer) -> None:
    inspection = acting.inspect()
    answer = acting.decide(inspection["id"])
    assert answer.status_code == 201
    decision = Decision.objects.get()
    assert decision.officer == str(officer.user.id) == Inspection.objects.get().officer
    told = Entry.objects.filter(verb__in=["decision.made", "machine.acted"])
    assert set(told.values_list("actor", "subject")) == {(decision.officer, str(decision.id))}
    assert DoorAct.objects.get().device_id == acting.device.id


def test_without_a_person_nothing_is_decided(reader: Machine) -> None:
    inspection = reader.inspect()
    answer = reader.decide(inspection["id"])
    assert (answer.status_code, answer.json()["code"]) == (403, "person_needed")
    assert not Decision.objects.exists()


def test_a_machine_by_itself_is_shown_the_document_and_nothing_about_the_person(
    acting: Machine,
) -> None:
    acting.decide(acting.inspect()["id"])
    again = acting.inspect()
    acting.delegation = ""
    alone = acting.inspect()
    assert (len(again["earlier"]), again["instructions"]) == (1, [])
    assert (alone["earlier"], alone["instructions"]) == (None, None)
    assert alone["document"] == again["document"]


def test_what_the_machine_opened_by_itself_the_officer_does_not_decide(
    reader: Machine, officer: Officer
) -> None:
    alone = reader.inspect()
    lent(reader, officer)
    assert reader.decide(alone["id"]).status_code == 404
    assert reader.get(f"/inspections/{alone['id']}").status_code == 404


def test_an_inspection_from_her_own_page_is_not_the_devices(
    acting: Machine, officer: Officer
) -> None:
    officer.client.cookies.clear()
    client = signed_in(officer.user)
    client.post("/desk/", {"zone": CITIZEN, "direction": "entry"})
    on_page = Inspection.objects.get()
    assert acting.get(f"/inspections/{on_page.id}").status_code == 404
    assert acting.decide(str(on_page.id)).status_code == 404


def test_a_code_is_good_once_and_for_its_device(reader: Machine, officer: Officer) -> None:
    code, other = officer.lends_to(reader.device), enrolled()
    assert other.post("/delegations", {"code": code}).status_code == 409
    assert reader.post("/delegations", {"code": f"{code[:5]}-{code[5:]}"}).status_code == 201
    again = reader.post("/delegations", {"code": code})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_device_code")


def test_a_code_is_good_for_five_minutes(reader: Machine, officer: Officer) -> None:
    code = officer.lends_to(reader.device)
    with clock.standing_still(clock.now() + timedelta(minutes=5)):
        assert reader.post("/delegations", {"code": code}).status_code == 409


def test_the_proof_means_nothing_at_another_device(acting: Machine) -> None:
    thief = enrolled()
    thief.delegation = acting.delegation
    assert not acts_for_her(thief)
    assert acts_for_her(acting)


def test_the_devices_token_alone_does_not_carry_her_name(acting: Machine) -> None:
    stolen = Machine(acting.device, acting.token)
    assert stolen.decide(acting.inspect()["id"]).status_code == 403


def signs_out(officer: Officer) -> None:
    officer.client.post("/sign-out/")


def is_relieved(officer: Officer) -> None:
    officer.client.logout()


def is_signed_out_everywhere(officer: Officer) -> None:
    access.end_sessions(actor=SYSTEM, person_id=officer.user.id)


def is_closed(officer: Officer) -> None:
    access.disable_person(actor=SYSTEM, person_id=officer.user.id)


def loses_her_role(officer: Officer) -> None:
    for grant in Grant.objects.of(officer.user.id):
        access.revoke_grant(actor=SYSTEM, grant_id=grant.id)


def loses_her_booth(officer: Officer) -> None:
    access.retire_booth(actor=SYSTEM, booth_id=officer.booth.id)


@pytest.mark.parametrize(
    "end",
    [
        signs_out,
        is_relieved,
        is_signed_out_everywhere,
        is_closed,
        loses_her_role,
        loses_her_booth,
    ],
)
def test_it_ends_when_her_session_or_her_right_does(
    acting: Machine, officer: Officer, end: Callable[[Officer], None]
) -> None:
    assert acts_for_her(acting)
    end(officer)
    assert not acts_for_her(acting)


def test_a_locked_page_is_not_the_end(acting: Machine, officer: Officer) -> None:
    officer.client.post("/lock/")
    assert acts_for_her(acting)


def test_left_alone_for_ten_minutes_it_ends(acting: Machine) -> None:
    now = clock.now()
    with clock.standing_still(now + TEN - timedelta(minutes=1)):
        assert acts_for_her(acting)
    with clock.standing_still(now + 2 * TEN - timedelta(minutes=2)):
        assert acts_for_her(acting)
    with clock.standing_still(now + 3 * TEN):
        assert not acts_for_her(acting)


def test_after_an_hour_it_ends_however_busy(acting: Machine) -> None:
    now = clock.now()
    for minutes in range(5, 60, 5):
        with clock.standing_still(now + timedelta(minutes=minutes)):
            assert acts_for_her(acting)
    with clock.standing_still(now + timedelta(minutes=60)):
        assert not acts_for_her(acting)


def test_it_never_outlives_her_session(reader: Machine, officer: Officer) -> None:
    now = clock.now()
    given = services.lend(
        actor=actor_of(officer.user, now, "MSB"),
        booth=officer.booth,
        device_id=reader.device.id,
        session_key=str(officer.client.session.session_key),
        session_ends_at=now + timedelta(minutes=7),
    )
    assert given.ends_at == now + timedelta(minutes=7)


def test_the_device_gives_it_back(acting: Machine, officer: Officer) -> None:
    assert acting.delete("/delegations/mine").status_code == 204
    assert not acts_for_her(acting)
    ended = Entry.objects.get(verb="machine.delegation_ended")
    assert ended.actor == str(officer.user.id)


def test_another_officer_at_the_desk_ends_the_first_ones(acting: Machine, officer: Officer) -> None:
    relief = Officer(at_desk("MSB", "Desk 9").user, officer.client, officer.booth)
    relief.client = still_there(signed_in(relief.user))
    relief.lends_to(acting.device)
    assert not acts_for_her(acting)


@pytest.mark.parametrize(
    ("place", "desk", "kind"),
    [
        ("MSB", "Desk 2", "kiosk_reader"),
        ("MPB", "Desk 1", "kiosk_reader"),
        ("MSB", "Desk 1", "lane_agent"),
    ],
)
def test_she_lends_her_name_to_a_reader_at_her_own_desk_only(
    officer: Officer, place: str, desk: str, kind: str
) -> None:
    with refused("absent"):
        officer.lends_to(enrolled(kind, place, desk).device)


def test_a_revoked_device_acts_for_nobody(acting: Machine, officer: Officer) -> None:
    services.revoke_device(actor=SYSTEM, device_id=acting.device.id)
    assert Delegation.objects.get().ended_at
    with refused("absent"):
        officer.lends_to(acting.device)


def test_nobody_ends_what_another_lent(acting: Machine) -> None:
    stranger = at_desk("MSB", "Desk 3")
    with refused("absent"):
        services.end_delegation(
            actor=actor_of(stranger.user, clock.now()), delegation_id=Delegation.objects.get().id
        )


def test_her_session_key_and_her_code_never_reach_the_journal(
    reader: Machine, officer: Officer
) -> None:
    code, key = officer.lends_to(reader.device), str(officer.client.session.session_key)
    bodies = [str(each.body) for each in opened(Entry.objects.select_related("body"))]
    assert [body for body in bodies if code in body or key in body] == []
