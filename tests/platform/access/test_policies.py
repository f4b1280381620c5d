"""Every role, every action, rows of one place and of another: nothing is open by accident."""

from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from moeli.crossings import selectors as crossings
from moeli.crossings import services as crossing_services
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.demo.specimens import specimens
from moeli.platform import room
from moeli.platform.access import roles, selectors, services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor, Scope
from moeli.platform.access.models import Booth
from moeli.platform.access.policies import BOOTHS
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.screening import selectors as screening
from moeli.screening import services as list_services
from moeli.screening.services import NewListing
from tests.refusals import refused
from tests.signing_in import person, signed_in

HERE, ELSEWHERE = "MSB", "MPB"
ROLES = sorted(roles.roles())


def holder(role: str, place: str = HERE) -> Actor:
    """Somebody with one role; at one place, if the role is bound to places."""
    known = roles.roles()[role]
    return Actor(
        str(uuid7()), grants=(Scope(role, place if known.by_place else "", known.actions),)
    )


def may(role: str, action: str) -> bool:
    return action in roles.roles()[role].actions


def inspection_at(place: str) -> Inspection:
    return crossing_services.open_inspection(
        actor=SYSTEM,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=specimens()["td1"].zone,
        reason="primary",
    )


def open_there(actor: Actor, place: str) -> None:
    crossing_services.open_inspection(
        actor=actor,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=specimens()["td1"].zone,
        reason="primary",
    )


def decide_there(actor: Actor, place: str) -> None:
    crossing_services.decide(
        actor=actor,
        inspection_id=inspection_at(place).id,
        outcome=Outcome.REFERRED,
        idempotency_key=uuid7(),
    )


def look_there(actor: Actor, place: str) -> None:
    crossings.inspection_view(actor, inspection_at(place).id)


def match_there(actor: Actor, place: str) -> None:
    screening.hits(actor, "UTO", "D23145890", date(2026, 11, 24), place)


def edit_list(actor: Actor, _place: str) -> None:
    listing = NewListing(
        issuing_state="ZAF",
        document_number=f"M{uuid7().hex[-8:].upper()}",
        kind="lost_or_stolen",
        instruction="call_supervisor",
        source="Report",
        listed_from=date(2026, 1, 1),
    )
    list_services.list_document(actor=actor, listing=listing)


def invite(actor: Actor, place: str) -> None:
    services.invite_booth(actor=actor, place=place, name=str(uuid7())[:30])


ACTS = {
    "inspection.open": (open_there, look_there),
    "decision.make": (decide_there,),
    "hit.read": (match_there,),
    "list.read": (lambda actor, _place: screening.entries(actor),),
    "list.edit": (edit_list,),
    "people.manage": (lambda actor, _place: selectors.people(actor),),
    "booth.enrol": (invite,),
}
BY_PLACE = {"inspection.open", "decision.make", "hit.read"}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "action"), list(product(ROLES, sorted(ACTS))))
def test_a_role_does_what_its_table_says_and_nothing_else(role: str, action: str) -> None:
    for act in ACTS[action]:
        if may(role, action):
            act(holder(role), HERE)
        else:
            with refused("absent"):
                act(holder(role), HERE)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(BY_PLACE))
@pytest.mark.parametrize("role", [role for role in ROLES if roles.roles()[role].by_place])
def test_nobody_acts_at_another_place(role: str, action: str) -> None:
    for act in ACTS[action]:
        with refused("absent"):
            act(holder(role), ELSEWHERE)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(ACTS))
def test_whoever_is_not_signed_in_does_nothing(action: str) -> None:
    for act in ACTS[action]:
        with refused("absent"):
            act(ANONYMOUS, HERE)


def test_every_action_is_tried() -> None:
    assert set(ACTS) | {"history.read"} == set(room.actions())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_rows_and_the_answer_agree(role: str) -> None:
    for place in (HERE, ELSEWHERE):
        link = services.invite_booth(actor=SYSTEM, place=place, name="Desk 1")
        services.enrol_booth(actor=ANONYMOUS, token=link.token)
    actor = holder(role)
    allowed = {booth.id for booth in Booth.objects.all() if BOOTHS.may(actor, booth)}
    assert allowed == set(Booth.objects.filter(BOOTHS.rows(actor)).values_list("id", flat=True))


@pytest.mark.django_db
def test_history_needs_its_own_action() -> None:
    decide_there(SYSTEM, HERE)
    again = inspection_at(HERE)
    with_history = crossings.inspection_view(holder("primary_officer"), again.id)
    only_open = Actor("x", grants=(Scope("r", HERE, frozenset({"inspection.open"})),))
    assert len(with_history.earlier) == 1
    assert crossings.inspection_view(only_open, again.id).earlier == ()


@pytest.mark.django_db
def test_the_system_administrator_opens_no_personal_page() -> None:
    client = signed_in(person("system_administrator"))
    for name in ("desk", "document_list", "ports"):
        assert client.get(reverse(name)).status_code == 404


@pytest.mark.django_db
def test_forbidden_and_absent_are_one_answer() -> None:
    client = signed_in(person("primary_officer", HERE))
    forbidden = client.get(reverse("person", args=[uuid7()]))
    absent = client.get("/no/such/page/")
    foreign = client.get(reverse("inspection", args=[inspection_at(ELSEWHERE).id]))
    missing = client.get(reverse("inspection", args=[uuid7()]))
    answers = [forbidden, absent, foreign, missing]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.content.replace(answer.wsgi_request.path.encode(), b"") for answer in answers}
    plain = {b"".join(part for part in body.split(b'"') if len(part) != 64) for body in bodies}
    assert len(plain) == 1


def test_an_error_never_says_who_may() -> None:
    with pytest.raises(MoeliError) as caught:
        selectors.people(ANONYMOUS)
    assert "administrator" not in str(caught.value)
