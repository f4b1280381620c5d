"""Two people of a post unlock an officer or let one in for a shift; never one, nor herself."""

from datetime import timedelta

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access import services
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import FailedProof, ShiftEnrolment, User
from moeli.platform.access.services.shifts import Proof
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.platform.access.conftest import (
    NOW,
    PASSWORD,
    PIN,
    AddPerson,
    acting,
    booth_client,
    booth_seen,
    code_now,
    sign_in,
    sign_in_fully,
    with_app,
    with_badge_and_pin,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
GIVEN_BADGE, GIVEN_PIN = "SPARE-0001", "603817"


class Post:
    """A booth at Maseru Bridge, its supervisor signed in there, a colleague, and a guest."""

    def __init__(self, add: AddPerson) -> None:
        self.supervisor = with_badge_and_pin(
            with_app(add("supervisor", "shift_supervisor", "MSB")), "BADGE-0002"
        )
        self.colleague = with_badge_and_pin(
            with_app(add("colleague", "primary_officer", "MSB"), "B" * 32), "BADGE-0003", "836152"
        )
        self.guest = add("guest", "primary_officer", "MPB")
        self.client = booth_client()
        sign_in_fully(self.client, self.supervisor)

    def proofs(self, second: User | None = None, own: User | None = None) -> tuple[Proof, Proof]:
        now = clock.now()
        return Proof(own or self.supervisor, now), Proof(second or self.colleague, now)

    def let_in(self, hours: int = 8, **changed: object) -> ShiftEnrolment:
        asked: dict[str, object] = {
            "actor": acting(self.supervisor),
            "booth": booth_seen(),
            "username": "guest",
            "badge": GIVEN_BADGE,
            "pin": GIVEN_PIN,
            "hours": hours,
            "proofs": self.proofs(),
        }
        return services.enrol_for_shift(**asked | changed)  # type: ignore[arg-type]  # as above

    def filled(self, **changed: str) -> dict[str, str]:
        return {
            "officer": "guest",
            "own_secret": PIN,
            "second": "BADGE-0003",
            "second_secret": "836152",
            "badge": GIVEN_BADGE,
            "pin": GIVEN_PIN,
            "hours": "8",
        } | changed


@pytest.fixture
def post(add: AddPerson) -> Post:
    with clock.standing_still(NOW):
        return Post(add)


def at(hours: float = 0, minutes: float = 0) -> object:
    return clock.standing_still(NOW + timedelta(hours=hours, minutes=minutes))


def take_over(client: Client, pin: str = GIVEN_PIN) -> int:
    return client.post("/relief/", {"badge": GIVEN_BADGE, "pin": pin}).status_code


def test_let_in_she_takes_over_inspects_here_and_does_nothing_else(post: Post) -> None:
    services.grant_role(
        actor=SYSTEM,
        person_id=post.guest.id,
        role="system_administrator",
        first_day=clock.legal_day(NOW),
    )
    with at():
        assert post.client.post("/shift/let-in/", post.filled())["Location"] == "/shift/"
        assert "Let in now" in post.client.get("/shift/").content.decode()
        assert take_over(post.client) == 302
        assert post.client.get("/desk/").status_code == 200
        assert post.client.get("/people/").status_code == 404, "not even what she is elsewhere"
    entry = Entry.objects.get(verb="access.shift_enrolled")
    (told,) = opened(Entry.objects.filter(id=entry.id).select_related("body"))
    assert (entry.actor, entry.subject, entry.place, told.body["seconded_by"]) == (
        str(post.supervisor.id),
        str(post.guest.id),
        "MSB",
        str(post.colleague.id),
    )
    assert GIVEN_PIN not in str(told.body)


def test_it_ends_by_itself_with_its_session(post: Post) -> None:
    with at():
        post.let_in(hours=2)
    with at(hours=1, minutes=57):
        assert take_over(post.client) == 302
        assert post.client.get("/desk/").status_code == 200
    with at(hours=2):
        assert post.client.get("/desk/").status_code == 302
        assert take_over(post.client) == 400


def test_ended_before_its_time_the_session_ends_at_once(post: Post) -> None:
    with at():
        shift = post.let_in()
        take_over(post.client)
        services.end_shift(actor=acting(post.supervisor), enrolment_id=shift.id)
        assert post.client.get("/desk/").status_code == 302
        assert take_over(post.client) == 400
        with refused("absent"):
            services.end_shift(actor=acting(post.supervisor), enrolment_id=shift.id)


def test_her_lock_opens_by_the_pin_of_the_shift(post: Post) -> None:
    with at():
        post.let_in()
        take_over(post.client)
    with at(minutes=6):
        assert post.client.get("/desk/").status_code == 403
        assert post.client.post("/unlock/", {"pin": PIN}).status_code == 403
        assert post.client.post("/unlock/", {"pin": GIVEN_PIN}).status_code == 302


@pytest.mark.parametrize("hours", [0, -1, 13])
def test_a_shift_has_at_most_twelve_hours(post: Post, hours: int) -> None:
    with at(), refused("bad_hours"):
        post.let_in(hours=hours)


def test_three_different_people_are_needed(post: Post) -> None:
    with at():
        for proofs, username in (
            (post.proofs(second=post.supervisor), "guest"),
            (post.proofs(), "supervisor"),
            (post.proofs(), "colleague"),
            (post.proofs(second=post.guest), "guest"),
        ):
            with refused("not_for_oneself"):
                post.let_in(proofs=proofs, username=username)
            with refused("not_for_oneself"):
                services.unlock_together(
                    actor=acting(post.supervisor),
                    booth=booth_seen(),
                    username=username,
                    proofs=proofs,
                )
    assert ShiftEnrolment.objects.count() == 0


def test_the_supervisor_proves_herself_and_nobody_for_her(post: Post) -> None:
    with at(), refused("absent"):
        post.let_in(proofs=post.proofs(own=post.colleague, second=post.supervisor))


def test_the_second_person_holds_a_role_here_today(post: Post, add: AddPerson) -> None:
    with at():
        for stranger in (add("elsewhere", "primary_officer", "MPB"), add("nothing")):
            with refused("no_second_person"):
                post.let_in(proofs=post.proofs(second=stranger))


def test_proofs_are_of_this_moment(post: Post) -> None:
    with at(minutes=-2):
        old = post.proofs()
    with at(), refused("proof_too_old"):
        post.let_in(proofs=old)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"username": "nobody"}, "absent"),
        ({"badge": "x"}, "bad_badge"),
        ({"badge": "BADGE-0003"}, "badge_taken"),
        ({"pin": "111111"}, "bad_pin"),
        ({"booth": None}, "absent"),
    ],
)
def test_what_makes_no_sense_lets_nobody_in(
    post: Post, changed: dict[str, object], code: str
) -> None:
    with at(), refused(code):
        post.let_in(**changed)


def test_a_spare_badge_serves_one_shift_at_a_time(post: Post, add: AddPerson) -> None:
    add("another")
    with at():
        post.let_in(hours=1)
        with refused("badge_taken"):
            post.let_in(username="another")
    with at(hours=1):
        post.let_in(username="another")


def test_people_of_another_agency_are_not_let_in(post: Post, add: AddPerson) -> None:
    add("customs", "customs_officer", agency="customs")
    with at(), refused("wrong_agency"):
        post.let_in(username="customs")


def test_a_closed_account_is_not_let_in(post: Post) -> None:
    services.disable_person(actor=SYSTEM, person_id=post.guest.id)
    with at(), refused("absent"):
        post.let_in()


def test_a_supervisor_of_another_place_lets_nobody_in_here(post: Post, add: AddPerson) -> None:
    with at():
        other = add("far", "shift_supervisor", "MPB")
        with refused("absent"):
            post.let_in(actor=acting(other), proofs=post.proofs(own=other))


def test_two_people_unlock_passwords_pins_and_codes_at_every_booth(post: Post) -> None:
    lineo = post.colleague
    with at():
        desk = booth_client(name="Desk 2")
        for _ in range(5):
            sign_in(desk, "colleague", "wrong")
            desk.post("/relief/", {"badge": "BADGE-0003", "pin": "918273"})
        assert sign_in(desk, "colleague") == 429
        assert FailedProof.objects.filter(user=lineo).count() == 5
        second = with_badge_and_pin(post.guest, "BADGE-0004", "836152")
        services.grant_role(
            actor=SYSTEM,
            person_id=second.id,
            role="primary_officer",
            place="MSB",
            first_day=clock.today(),
        )
        form = post.filled(officer="colleague", second="guest")
        assert post.client.post("/shift/unlock/", form)["Location"] == "/shift/"
        assert sign_in(desk, "colleague") == 302
        assert FailedProof.objects.count() == 0
    assert Entry.objects.get(verb="access.unlocked_by_two").subject == str(lineo.id)


def test_an_administrator_of_headquarters_is_unlocked_by_no_post(
    post: Post, add: AddPerson
) -> None:
    add("administrator", "system_administrator")
    with at(), refused("absent"):
        services.unlock_together(
            actor=acting(post.supervisor),
            booth=booth_seen(),
            username="administrator",
            proofs=post.proofs(),
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"own_secret": "918273"}, "own_secret"),
        ({"own_secret": "a wrong password"}, "own_secret"),
        ({"second_secret": "918273"}, "second_secret"),
        ({"second": "NOBODYS-BADGE"}, "second_secret"),
        ({"second": "guest"}, "second_secret"),
        ({"second_secret": PASSWORD, "second": "colleague"}, "second_secret"),
        ({"officer": "nobody"}, "officer"),
        ({"hours": "30"}, "hours"),
    ],
)
def test_the_page_says_at_which_field_it_stopped(
    post: Post, changed: dict[str, str], field: str
) -> None:
    with at():
        answer = post.client.post("/shift/let-in/", post.filled(**changed))
        assert answer.status_code == 400
        assert field in answer.context["form"].errors
    assert ShiftEnrolment.objects.count() == 0


def test_password_and_code_prove_as_well(post: Post) -> None:
    with at(minutes=1):
        form = post.filled(
            own_secret=PASSWORD,
            own_code=code_now(),
            second="colleague",
            second_secret=PASSWORD,
            second_code=code_now("B" * 32),
        )
        assert post.client.post("/shift/let-in/", form).status_code == 302


def test_away_from_a_booth_there_is_nothing_to_do(post: Post) -> None:
    client = Client()
    with at(minutes=1):
        sign_in_fully(client, post.supervisor)
        assert "enrolled desk only" in client.get("/shift/").content.decode()
        for address in ("/shift/let-in/", "/shift/unlock/"):
            assert client.get(address).status_code == 404


def test_an_officer_opens_no_page_of_it(post: Post) -> None:
    client = booth_client(name="Desk 5")
    with at(minutes=1):
        client.post("/sign-in/", {"login": "colleague", "password": PASSWORD})
        client.post("/sign-in/code/", {"code": code_now("B" * 32)})
        for address in ("/shift/", "/shift/let-in/", "/shift/unlock/"):
            assert client.get(address).status_code == 404
