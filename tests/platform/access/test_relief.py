"""Badge and PIN take over an enrolled booth, and open nothing else, nowhere else, no longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from moeli.platform import clock
from moeli.platform.access import services, sessions
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor
from moeli.platform.access.models import Badge, FullSignIn, Pin, User
from moeli.platform.access.services.pins import badge_hash, hashed_pin, looks_like_pin
from moeli.platform.errors import MoeliError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from tests.platform.access.conftest import (
    NOW,
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
BADGE = "BADGE-0001"


@pytest.fixture
def officer(add: AddPerson) -> User:
    """An officer with badge and PIN who signed in fully at NOW."""
    with clock.standing_still(NOW):
        return with_badge_and_pin(with_app(add("lineo", "primary_officer", "MSB")), BADGE)


@pytest.fixture
def booth() -> Client:
    with clock.standing_still(NOW):
        return booth_client()


def take_over(client: Client, badge: str = BADGE, pin: str = PIN) -> int:
    return client.post("/relief/", {"badge": badge, "pin": pin}).status_code


def here(client: Client) -> str:
    actor: Actor = client.get("/ports/").wsgi_request.actor  # type: ignore[attr-defined]
    return actor.id


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).order_by("-sequence")[0]


def at(hours: float = 0, minutes: float = 0) -> object:
    return clock.standing_still(NOW + timedelta(hours=hours, minutes=minutes))


def test_badge_and_pin_take_over_and_lead_to_the_desk(officer: User, booth: Client) -> None:
    with at(minutes=1):
        answer = booth.post("/relief/", {"badge": BADGE, "pin": PIN})
        assert answer["Location"] == "/desk/"
        assert here(booth) == str(officer.id)
    assert (last("access.relieved").subject, last("access.relieved").place) == (
        str(officer.id),
        "MSB",
    )


def test_who_was_there_is_signed_out_and_the_entry_names_both(
    officer: User, booth: Client, add: AddPerson
) -> None:
    with at():
        tumelo = with_app(add("tumelo", "primary_officer", "MSB"))
        sign_in_fully(booth, tumelo)
        before = booth.cookies["sessionid"].value
        assert take_over(booth) == 302
        assert here(booth) == str(officer.id)
        assert booth.cookies["sessionid"].value != before
        booth.cookies["sessionid"] = before
        assert booth.get("/ports/").status_code == 302, "her session is gone"
    entry = last("access.relieved")
    (body,) = opened(Entry.objects.filter(id=entry.id).select_related("body"))
    assert (entry.actor, body.body["relieved"]) == (str(tumelo.id), str(tumelo.id))
    assert Entry.objects.filter(verb="access.signed_out", actor=str(tumelo.id)).exists()


def test_without_javascript_the_scanners_enter_asks_for_the_pin_alone(
    officer: User, booth: Client
) -> None:
    with at():
        asked = booth.post("/relief/", {"badge": BADGE, "pin": ""}).content.decode()
        assert "Now type your PIN" in asked
        assert BADGE not in asked
        assert BADGE not in str(booth.session.items())
        assert booth.post("/relief/", {"pin": PIN})["Location"] == "/desk/"


def test_a_badge_scanned_two_minutes_ago_is_forgotten(officer: User, booth: Client) -> None:
    with at():
        booth.post("/relief/", {"badge": BADGE, "pin": ""})
    with at(minutes=2):
        assert booth.post("/relief/", {"pin": PIN}).status_code == 400


def test_a_pc_that_is_no_booth_knows_nothing_of_relief(officer: User) -> None:
    stranger = Client()
    with at():
        for address in ("/relief/", "/relief/key/"):
            assert stranger.get(address).status_code == 404
            assert stranger.post(address, {"badge": BADGE, "pin": PIN}).status_code == 404
    with refused("absent"):
        services.relieve(actor=ANONYMOUS, booth=None, badge=badge_hash(BADGE), pin=PIN)


@pytest.mark.parametrize(
    ("badge", "pin"),
    [(BADGE, "000000"), (BADGE, ""), ("OTHER-9999", PIN), ("", PIN), ("é" * 9, PIN), (BADGE, "é")],
)
def test_what_does_not_fit_opens_nothing(
    officer: User, booth: Client, badge: str, pin: str
) -> None:
    with at():
        answer = booth.post("/relief/", {"badge": badge, "pin": pin})
        assert answer.status_code in {200, 400}
        assert here(booth) == "anonymous"


def test_a_wrong_pin_and_an_unknown_badge_get_one_answer(officer: User, booth: Client) -> None:
    def sentence(badge: str, pin: str) -> str:
        with refused("no_relief") as caught:
            services.relieve(actor=ANONYMOUS, booth=booth_seen(), badge=badge_hash(badge), pin=pin)
        return str(caught.value)

    with at():
        assert sentence(BADGE, "918273") == sentence("OTHER-9999", PIN)


def test_the_fifth_wrong_pin_locks_her_here_and_nobody_else_nowhere_else(
    officer: User, booth: Client, add: AddPerson
) -> None:
    with at():
        other = with_badge_and_pin(add("tumelo", "primary_officer", "MSB"), "BADGE-0002")
        assert [take_over(booth, pin="918273") for _ in range(5)] == [400] * 5
        assert take_over(booth) == 429
        assert take_over(booth, "BADGE-0002") == 302
        assert here(booth) == str(other.id)
        assert take_over(booth_client(name="Desk 2")) == 302
    with at(minutes=15):
        assert take_over(booth) == 302
    assert Entry.objects.filter(verb="access.pin_failed", subject=str(officer.id)).count() == 5


def test_a_right_pin_forgets_the_wrong_ones_before_it(officer: User, booth: Client) -> None:
    with at():
        for _ in range(3):
            assert [take_over(booth, pin="918273") for _ in range(4)] == [400] * 4
            assert take_over(booth) == 302


def test_relief_rests_on_a_full_sign_in_of_the_last_twelve_hours(
    officer: User, booth: Client
) -> None:
    with at(hours=11, minutes=59):
        assert take_over(booth) == 302
    with at(hours=12):
        assert take_over(booth) == 409
        refusal = booth.post("/relief/", {"badge": BADGE, "pin": PIN}).content.decode()
        assert "Sign in with your password and code first" in refusal
    with at(hours=-24):
        assert take_over(booth) == 409, "a clock set back opens nothing"


def test_a_password_alone_is_no_full_sign_in(add: AddPerson, booth: Client) -> None:
    with at():
        person = with_badge_and_pin(add("reader", "donor_reader", agency="partners"), "B-000007")
        FullSignIn.objects.all().delete()
        sign_in(booth, "reader")
        assert not FullSignIn.objects.filter(user=person).exists()
        assert take_over(booth, "B-000007") == 409


def test_the_session_ends_twelve_hours_after_the_full_sign_in(officer: User, booth: Client) -> None:
    with at(hours=11):
        assert take_over(booth) == 302
        assert booth.get("/desk/").status_code == 200
    with at(hours=11, minutes=4):
        assert booth.get("/desk/").status_code == 200
    with at(hours=12):
        assert booth.get("/desk/").status_code == 302


def test_the_session_holds_at_its_booth_only(officer: User, booth: Client) -> None:
    with at():
        take_over(booth)
        carried = booth.cookies["sessionid"].value
        for elsewhere in (Client(), booth_client(name="Desk 2")):
            elsewhere.cookies["sessionid"] = carried
            assert elsewhere.get("/desk/").status_code == 302


def test_a_retired_booth_ends_the_session(officer: User, booth: Client) -> None:
    with at():
        take_over(booth)
        services.retire_booth(actor=SYSTEM, booth_id=booth_seen().id)
        assert booth.get("/desk/").status_code == 302
        assert take_over(booth) == 404


def test_a_disabled_persons_badge_opens_nothing_and_her_session_ends(
    officer: User, booth: Client
) -> None:
    with at():
        take_over(booth)
        services.disable_person(actor=SYSTEM, person_id=officer.id)
        assert booth.get("/desk/").status_code == 302
        assert take_over(booth) == 400
        services.enable_person(actor=SYSTEM, person_id=officer.id)
        assert booth.get("/desk/").status_code == 302


def test_a_revoked_badge_opens_nothing(officer: User, booth: Client) -> None:
    with at():
        badge = Badge.objects.get()
        services.revoke_badge(actor=SYSTEM, badge_id=badge.id)
        assert take_over(booth) == 400
        with refused("no_badge"):
            services.revoke_badge(actor=SYSTEM, badge_id=badge.id)


def test_a_new_badge_ends_the_old_one(officer: User, booth: Client) -> None:
    with at(minutes=1):
        services.issue_badge(actor=SYSTEM, person_id=officer.id, number="BADGE-0009")
        assert take_over(booth) == 400
        assert take_over(booth, "badge-0009") == 302, "a scanner may send small letters"


def test_a_badge_has_one_holder(officer: User, add: AddPerson) -> None:
    with refused("badge_taken"):
        services.issue_badge(actor=SYSTEM, person_id=add("tumelo").id, number=BADGE)
    with refused("absent"):
        services.issue_badge(actor=acting(officer), person_id=officer.id, number="BADGE-0002")


def test_only_keyed_hashes_are_kept(officer: User) -> None:
    kept = str(list(Badge.objects.values())) + str(list(Pin.objects.values()))
    told = str([each.body for each in opened(Entry.objects.select_related("body"))])
    for secret in (BADGE, PIN):
        assert secret not in kept
        assert secret not in told
    assert Pin.objects.get().hashed not in told


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "123456", "654321", "890123", "111111", "12345678901", "12a456", "４９２７１６"],
)
def test_a_pin_that_is_guessed_first_is_not_set(officer: User, pin: str) -> None:
    with refused("bad_pin"):
        services.set_pin(actor=acting(officer), pin=pin)


def test_nobody_sets_anothers_pin_or_one_for_nobody() -> None:
    for nobody in (ANONYMOUS, SYSTEM):
        with refused("absent"):
            services.set_pin(actor=nobody, pin=PIN)


def outcome(act: Callable[[], object]) -> object:
    """What it gave, or the code of the foreseen error."""
    try:
        return act()
    except MoeliError as error:
        return error.code


@given(st.text(max_size=80))
def test_no_text_is_a_badge_by_accident(text: str) -> None:
    assert outcome(lambda: len(badge_hash(text))) in {16, "bad_badge"}


@given(st.text(max_size=14) | st.from_regex(r"[0-9]{4,14}", fullmatch=True))
def test_no_text_is_a_pin_and_a_password_at_once(text: str) -> None:
    assert not (looks_like_pin(text) and len(text) >= 12)
    assert outcome(lambda: bool(text) and text in hashed_pin(text)) in {False, "bad_pin"}


def test_something_grave_asks_for_the_second_factor_in_a_relief_session(
    officer: User, booth: Client
) -> None:
    with at():
        take_over(booth)
        asked = booth.get("/own/pin/")
        assert asked["Location"].startswith("/confirm/")
        assert booth.get(asked["Location"])["Location"].startswith("/confirm/code/")
        assert booth.post("/confirm/code/?next=/own/pin/", {"code": code_now()}).status_code == 302
        assert booth.get("/own/pin/").status_code == 200


def test_a_relief_session_says_by_what_it_stands(officer: User, booth: Client) -> None:
    with at():
        take_over(booth)
        standing = sessions.standing(booth.session)
    assert standing
    assert (standing.by, standing.ends_at) == (
        sessions.By.RELIEF,
        NOW + timedelta(hours=12),
    )
