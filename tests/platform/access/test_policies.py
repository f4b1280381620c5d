"""Every role, every action, rows of one place and of another: nothing is open by accident."""

from itertools import product

import pytest
from django.urls import reverse

from moeli.crossings import selectors as crossings
from moeli.platform import room
from moeli.platform.access import roles, selectors, services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor, Scope
from moeli.platform.access.models import Booth
from moeli.platform.access.policies import BOOTHS
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.jobs import selectors as jobs
from moeli.platform.notices import selectors as notices
from moeli.screening import selectors as screening
from tests.platform.access.acts import booths as at_booths
from tests.platform.access.acts import crossings as at_desk
from tests.platform.access.acts import documents as at_documents
from tests.platform.access.acts import forms as at_forms
from tests.platform.access.acts import headquarters as at_headquarters
from tests.platform.access.acts import machines as at_door
from tests.platform.access.acts import ports as at_ports
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


ACTS = {
    "alarm.read": (at_desk.open_alarm_there,),
    "alarm.answer": (at_desk.answer_alarm_there,),
    "form.author": (at_forms.author_there,),
    "picture.take": (at_documents.take_scans_there,),
    "examination.ask": (at_documents.ask_there,),
    "examination.answer": (at_documents.answer_there,),
    "lesson.read": (at_documents.learn,),
    "form.run": (at_forms.run_there,),
    "port.close": (at_ports.close_there,),
    "port.reopen": (at_ports.reopen_there,),
    "roster.see": (at_ports.look_at_roster,),
    "roster.write": (at_ports.staff_there,),
    "publication.read": (at_headquarters.read_publications,),
    "publication.stage": (at_headquarters.stage_there,),
    "publication.publish": (at_headquarters.go_back,),
    "publication.approve": (at_headquarters.approve,),
    "publication.acknowledge": (at_headquarters.know,),
    "publication.acknowledge_for_post": (at_headquarters.know_for_post,),
    "inspection.open": (at_desk.open_there, at_desk.open_by_hand_there, at_desk.look_there),
    "decision.make": (
        at_desk.decide_there,
        at_desk.note_followed_there,
        at_desk.write_notice_there,
    ),
    "decision.correct": (at_desk.correct_there,),
    "refusal.review": (at_desk.review_there,),
    "hit.read": (at_desk.match_there,),
    "list.read": (lambda actor, _place: screening.entries(actor),),
    "list.edit": (at_desk.edit_list,),
    "people.manage": (
        lambda actor, _place: selectors.people(actor),
        at_booths.give_badge,
        at_booths.revoke_badge,
        at_booths.sign_another_out,
        at_booths.take_factors_away,
    ),
    "shift.enrol": (at_booths.let_in_there, at_booths.unlock_there, at_booths.look_at_shifts),
    "shift.second": (at_booths.second_there,),
    "booth.enrol": (at_booths.invite,),
    "device.enrol": (
        at_door.enrol_device,
        at_door.look_at_devices,
        at_door.renew_device,
        at_door.revoke_device,
    ),
    "device.lend": (at_door.lend_there,),
    "blob.hold": (at_headquarters.hold_file,),
    "pack.make": (at_headquarters.make_pack,),
    "job.see": (lambda actor, _place: (jobs.unfinished(actor), jobs.ended(actor)),),
    "notice.read": (lambda actor, _place: (notices.waiting(actor), notices.closed(actor)),),
}
BY_PLACE = {
    "picture.take",
    "examination.ask",
    "alarm.read",
    "alarm.answer",
    "form.run",
    "port.close",
    "port.reopen",
    "roster.see",
    "roster.write",
    "inspection.open",
    "decision.make",
    "decision.correct",
    "refusal.review",
    "hit.read",
    "publication.acknowledge",
    "publication.acknowledge_for_post",
    "shift.enrol",
    "shift.second",
    "device.lend",
}
BY_ACCOUNT = {"shift.second"}  # needs an account, and so a role of the table
TRIED_ELSEWHERE = {
    "form.read_runs",  # tests/forms/test_runs.py: who asked may read too
    "history.read",  # inside inspection.open, below
    "approval.read",  # tests/platform/approvals
    "approval.audit",  # the same
    "keys.rotate",  # the jobs' page asks it: tests/platform/jobs
    "blob.tend",  # the same
    "system.care",  # the same
    "node.admit",  # tests/network/test_cards.py
    "batch.carry",  # tests/network/test_taking.py
    "node.watch",  # tests/network/test_page.py
    "gate_slip.issue",  # tests/crossings/slips
    "gate_slip.use",  # the same
    "task.send",  # tests/crossings/vehicles
    "task.answer",  # the same
    "phone.issue",  # tests/forms/openrosa/test_phone_pages.py
    "submission.settle",  # tests/forms/openrosa/test_settling.py
    "permit.record",  # tests/crossings/permits
    "permit.withdraw",  # the same
    "consent.record",  # tests/crossings/consents
    "consent.withdraw",  # the same
    "identification.confirm",  # tests/crossings/identification
}


def holding(actions: frozenset[str], place: str = HERE) -> Actor:
    return Actor(str(uuid7()), grants=(Scope("somebody", place, actions),))


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(set(ACTS) - BY_ACCOUNT))
def test_whoever_may_everything_does_it(action: str) -> None:
    """So that a refusal below is never one for another reason."""
    for act in ACTS[action]:
        act(holding(frozenset(room.actions()), HERE if action in BY_PLACE else ""), HERE)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(set(ACTS) - BY_ACCOUNT))
def test_an_act_asks_for_its_own_action_and_all_others_do_not_help(action: str) -> None:
    for act in ACTS[action]:
        with refused("absent"):
            act(holding(frozenset(room.actions()) - {action}), HERE)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(BY_PLACE - BY_ACCOUNT))
def test_whoever_may_everything_at_one_place_does_nothing_at_another(action: str) -> None:
    for act in ACTS[action]:
        with refused("absent"):
            act(holding(frozenset(room.actions())), ELSEWHERE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "action"),
    [
        pytest.param(*each, marks=[] if each[1] in BY_ACCOUNT else pytest.mark.long)
        for each in product(ROLES, sorted(ACTS))
    ],
)
def test_a_role_does_what_its_table_says_and_nothing_else(role: str, action: str) -> None:
    for act in ACTS[action]:
        if may(role, action):
            act(holder(role), HERE)
        else:
            with refused("absent"):
                act(holder(role), HERE)


@pytest.mark.long
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
    assert set(ACTS) | TRIED_ELSEWHERE == set(room.actions())


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
    at_desk.decide_there(SYSTEM, HERE)
    again = at_desk.inspection_at(HERE)
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
    foreign = client.get(reverse("inspection", args=[at_desk.inspection_at(ELSEWHERE).id]))
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
