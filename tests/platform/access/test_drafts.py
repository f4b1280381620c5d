"""Half-done work: its owner's, sealed, bounded, one a page, at this booth first, for a day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from moeli.platform import clock
from moeli.platform.access import drafts, services
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import Draft
from moeli.platform.journal.models import Entry
from tests.platform.access.conftest import NOW, AddPerson, acting
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
PAGE = "desk.capture"


@pytest.fixture
def lineo(add: AddPerson) -> Actor:
    return acting(add("lineo", "primary_officer", "MSB"))


def booth(name: str) -> EnrolledBooth:
    link = services.invite_booth(actor=SYSTEM, place="MSB", name=name)
    made = services.enrol_booth(actor=ANONYMOUS, token=link.token).booth
    return EnrolledBooth(made.id, made.place, made.name)


def keep(actor: Actor, where: EnrolledBooth | None, text: str, page: str = PAGE) -> None:
    drafts.keep(actor=actor, booth=where, page=page, fields={"zone": text})


def found(actor: Actor, where: EnrolledBooth | None, page: str = PAGE) -> str:
    return drafts.find(actor=actor, booth=where, page=page).get("zone", "")


def test_it_comes_back_at_the_same_booth_and_at_another(lineo: Actor) -> None:
    one, other = booth("Desk 1"), booth("Desk 2")
    keep(lineo, one, "P<LSO")
    assert found(lineo, one) == found(lineo, other) == found(lineo, None) == "P<LSO"


def test_what_was_begun_here_comes_before_what_was_begun_elsewhere(lineo: Actor) -> None:
    one, other = booth("Desk 1"), booth("Desk 2")
    with clock.standing_still(NOW):
        keep(lineo, one, "here")
    with clock.standing_still(NOW + timedelta(hours=1)):
        keep(lineo, other, "there")
        assert (found(lineo, one), found(lineo, other), found(lineo, None)) == (
            "here",
            "there",
            "there",
        )


def test_the_latest_of_a_page_is_kept_and_no_other(lineo: Actor) -> None:
    one = booth("Desk 1")
    for text in ("a", "b", "c"):
        keep(lineo, one, text)
        keep(lineo, None, text)
    keep(lineo, one, "x", page="another.page")
    assert found(lineo, one) == "c"
    assert Draft.objects.filter(page=PAGE).count() == 2


def test_nobody_else_finds_it(lineo: Actor, add: AddPerson) -> None:
    one = booth("Desk 1")
    keep(lineo, one, "P<LSO")
    assert found(acting(add("tumelo")), one) == ""


def test_it_ends_after_a_day(lineo: Actor) -> None:
    one = booth("Desk 1")
    with clock.standing_still(NOW):
        keep(lineo, one, "P<LSO")
    with clock.standing_still(NOW + timedelta(hours=23, minutes=59)):
        assert found(lineo, one) == "P<LSO"
    with clock.standing_still(NOW + timedelta(hours=24)):
        assert found(lineo, one) == ""
        drafts.drop(actor=lineo, booth=None, page="whatever")
        assert Draft.objects.count() == 0


def test_dropping_forgets_it_here_or_everywhere(lineo: Actor) -> None:
    one, other = booth("Desk 1"), booth("Desk 2")
    for where in (one, other):
        keep(lineo, where, where.name)
    drafts.drop(actor=lineo, booth=one, page=PAGE)
    assert found(lineo, one) == "Desk 2"
    drafts.drop(actor=lineo, booth=one, page=PAGE, everywhere=True)
    assert found(lineo, other) == ""


def test_it_is_bounded(lineo: Actor) -> None:
    keep(lineo, None, "x" * 65_000)
    with refused("draft_too_large"):
        keep(lineo, None, "x" * 65_536)
    assert len(found(lineo, None)) == 65_000, "what was kept before stays"


def test_it_is_sealed_and_moved_it_does_not_open(lineo: Actor, add: AddPerson) -> None:
    tumelo = acting(add("tumelo"))
    keep(lineo, None, "CANARYZONE")
    keep(tumelo, None, "other")
    hers = Draft.objects.get(user_id=lineo.id)
    assert b"CANARYZONE" not in bytes(hers.sealed)
    Draft.objects.filter(user_id=tumelo.id).update(sealed=hers.sealed)
    with refused("closed"):
        found(tumelo, None)


def test_keeping_one_is_no_entry_of_the_journal(lineo: Actor) -> None:
    before = Entry.objects.count()
    keep(lineo, None, "P<LSO")
    assert Entry.objects.count() == before


class AnyText(DjangoTestCase):
    """What she typed comes back as she typed it."""

    @given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=5))
    def test_it_comes_back_byte_for_byte(self, fields: dict[str, str]) -> None:
        person = services.add_person(
            actor=SYSTEM,
            username="lineo",
            name="Lineo",
            agency="immigration",
            password="a long river of words",
        )
        actor = Actor(str(person.id))
        drafts.keep(actor=actor, booth=None, page=PAGE, fields=fields)
        assert drafts.find(actor=actor, booth=None, page=PAGE) == fields
