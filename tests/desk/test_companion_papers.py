"""The papers that show consent in a party, at the pages: whom each names, and undone again."""

import re
from uuid import UUID

import pytest
from django.test import Client

from moeli.crossings.parties.models import PartyMember
from moeli.desk.party_forms import AS_ALL
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.desk.companions import form_of, look, meant

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(family: str) -> str:
    """Two adults and three who need one; the party's address."""
    return family


def test_one_paper_names_who_is_meant_and_nobody_else(desk: Client, party: str) -> None:
    sent = meant(form_of(desk, party), 0, 2, one="yes")
    assert desk.post(f"{party}companions/", sent).status_code == 302
    (paper,) = look(desk, party).papers
    assert (paper.names, paper.people, look(desk, party).ready) == ("3, 5", 2, 4)
    form = form_of(desk, party)
    assert [row.said for row in form.rows] == [True, False, True]
    page = desk.get(party).content.decode()
    assert "one paper names 3, 5" in page
    assert page.count(f'value="{AS_ALL}" selected') == 1


def test_a_letter_is_proposed_and_nobody_has_said_so(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    assert [each.value for each in form.papers if each.chosen] == ["consent_letter"]
    assert {"parents_present", "no"}.isdisjoint(each.value for each in form.papers)
    sent = meant(form, 0, 1, 2)  # a row was left by Enter: no key said what is meant
    assert desk.post(f"{party}companions/", sent).status_code == 400
    assert not PartyMember.objects.exclude(consent="").exists()


def test_who_came_after_the_page_was_drawn_is_not_named(desk: Client, party: str) -> None:
    sent = meant(form_of(desk, party), 0, 1, 2, one="yes")
    desk.post(party, {"zone": zone(8, CHILD_BORN)})
    desk.post(f"{party}companions/", sent)
    late = PartyMember.objects.get(position=6)
    assert (late.consent, late.paper) == ("", None)
    assert look(desk, party).ready == 5


def test_whose_row_says_another_paper_is_not_named(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    own = {f"consent-{form.rows[1].id}": "court_order"}
    desk.post(f"{party}companions/", meant(form, 0, 1, 2, one="yes") | own)
    assert [(each.names, each.kind) for each in look(desk, party).papers] == [
        ("3, 5", "Letter or affidavit of the absent parent"),
        ("4", "Order of a court"),
    ]


def test_each_of_those_meant_has_a_paper_of_their_own_by_one_key(desk: Client, party: str) -> None:
    desk.post(f"{party}companions/", meant(form_of(desk, party), 0, 1, 2, each="yes"))
    assert [each.names for each in look(desk, party).papers] == ["3", "4", "5"]
    assert look(desk, party).ready == 5


def test_who_signed_and_the_days_are_shown_with_the_paper(desk: Client, party: str) -> None:
    told = {"giver": "guardian", "signed_on": "20/11/2026", "valid_to": "31/12/2030"}
    desk.post(f"{party}companions/", meant(form_of(desk, party), 0, 1, one="yes", **told))
    (paper,) = look(desk, party).papers
    assert paper.told == "Guardian · signed 20 Nov 2026 · holds until 31 Dec 2030"


def test_a_paper_that_is_over_is_said_and_names_nobody(desk: Client, party: str) -> None:
    sent = meant(form_of(desk, party), 0, 1, one="yes", valid_to="1/1/2020")
    answer = desk.post(f"{party}companions/", sent)
    assert answer.status_code == 400
    assert "This paper holds no longer" in answer.content.decode()
    assert look(desk, party).papers == ()


def test_what_was_seen_is_taken_back(desk: Client, party: str) -> None:
    desk.post(f"{party}companions/", meant(form_of(desk, party), 0, 1, 2, one="yes"))
    (paper,) = look(desk, party).papers
    assert paper.back in desk.get(party).content.decode()
    assert desk.post(paper.back).status_code == desk.post(paper.back).status_code == 302
    assert (look(desk, party).papers, look(desk, party).ready) == ((), 2)
    assert form_of(desk, party).meant == 3
    assert desk.post(f"{party}papers/{UUID(int=1)}/take-back/").status_code == 404


@pytest.mark.parametrize("key", ["each", "both", ""])
def test_who_signed_is_said_of_one_paper_or_not_at_all(desk: Client, party: str, key: str) -> None:
    form = form_of(desk, party)
    sent = meant(form, 0, 1, giver="court", **({key: "yes"} if key else {}))
    answer = desk.post(f"{party}companions/", sent | {"other": form.adults[1].value})
    assert answer.status_code == 400
    assert "are of one paper: press F6" in answer.content.decode()
    assert not PartyMember.objects.exclude(consent="").exists()


def test_what_was_chosen_stands_there_again_where_it_could_not_be_recorded(
    desk: Client, party: str
) -> None:
    form = form_of(desk, party)
    first, second, third = (row.id for row in form.rows)
    mother = form.adults[1].value
    chosen = {
        "adult": mother,
        "other": "",
        "for_all": "court_order",
        "giver": "guardian",
        "signed_on": "20/11/2026",
        "valid_to": "1/1/2020",
        f"consent-{second}": "birth_certificate",
        f"consent-{third}": "",
        f"adult-{first}": form.adults[0].value,
    }
    answer = desk.post(f"{party}companions/", meant(form, 0, one="yes") | chosen)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert fields_of(page) == meant(form, 0) | chosen | {
        f"adult-{second}": "",
        f"adult-{third}": "",
    }
    assert re.search(r'<details class="party-companions-told" open', page)
    assert re.search(r'<details class="party-companions-apart" open', page)
    assert fields_of(desk.get(party).content.decode())["giver"] == ""


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form of the papers."""
    form = re.search(r'<form class="party-companions".*?</form>', page, re.DOTALL)
    assert form
    sent = {}
    for name, options in re.findall(
        r'<select [^>]*name="([^"]+)".*?>(.*?)</select>', form[0], re.DOTALL
    ):
        values = re.findall(r'<option value="([^"]*)" ?(selected)?', options)
        sent[name] = ([value for value, on in values if on] or [values[0][0]])[-1]
    return sent | dict(
        re.findall(r'<input id="companions-\w+" name="(\w+)" value="([^"]*)"', form[0])
    )


def test_that_both_parents_are_here_is_taken_back(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    both = {"adult": form.adults[0].value, "other": form.adults[1].value}
    desk.post(f"{party}companions/", meant(form, 0, 1, both="yes") | both)
    (said,) = look(desk, party).papers
    assert (said.parents, said.names) == ("1, 2", "3, 4")
    page = desk.get(party).content.decode()
    assert "1, 2 for 3, 4" in page
    assert said.back in page
    assert desk.post(said.back).status_code == desk.post(said.back).status_code == 302
    assert (look(desk, party).papers, look(desk, party).ready) == ((), 2)
    assert form_of(desk, party).meant == 3
    assert desk.post(f"{party}parents/{UUID(int=1)}/{UUID(int=2)}/take-back/").status_code == 404
