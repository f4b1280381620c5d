"""Who goes with whom in a party: one form, an adult proposed, no paper said before it is chosen."""

from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from moeli.crossings.parties.models import PartyMember
from moeli.desk.party_forms import AS_ALL
from moeli.desk.presenters.companions import MOST, CompanionsForm
from moeli.desk.presenters.party import PartyPage
from moeli.platform.journal.models import Entry
from tests.crossings.parties.conftest import CHILD_BORN, zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(desk: Client) -> str:
    """Two adults and three who need one, on the way in; the party's address."""
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    for number in range(5):
        born = {} if number < 2 else {"born": CHILD_BORN}
        assert desk.post(party, {"zone": zone(number, **born)}).status_code == 302
    return party


def look(desk: Client, party: str) -> PartyPage:
    shown: PartyPage = desk.get(party).context["page"]
    return shown


def form_of(desk: Client, party: str) -> CompanionsForm:
    form = look(desk, party).companions
    assert form
    return form


def said(papers: dict[UUID, str], adult: object) -> dict[str, str]:
    return {"adult": str(adult)} | {f"consent-{id}": paper for id, paper in papers.items()}


def meant(form: CompanionsForm, *rows: int, **key: str) -> dict[str, str]:
    """As the page sends it: these rows as all of them, of the others nothing, a key pressed."""
    sent = {"adult": form.adults[0].value, "for_all": "consent_letter", **key}
    for number, row in enumerate(form.rows):
        sent[f"consent-{row.id}"] = AS_ALL if number in rows else ""
    return sent


def test_the_first_adult_is_proposed_and_no_paper_is(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    assert [each.label.split()[0] for each in form.adults if each.chosen] == ["1"]
    assert form.proposed
    assert [row.number for row in form.rows] == [3, 4, 5]
    assert not any(paper.chosen for row in form.rows for paper in row.papers)
    assert "nobody has said it before you press a key" in desk.get(party).content.decode()
    assert not PartyMember.objects.exclude(adult=None, consent="").exists()


def test_one_save_enters_all_of_them_and_they_are_ready(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    papers = {row.id: "birth_certificate" for row in form.rows}
    assert look(desk, party).ready == 2
    sent = said(papers, form.adults[0].value)
    assert desk.post(f"{party}companions/", sent).status_code == 302
    assert look(desk, party).ready == 5
    assert not form_of(desk, party).proposed
    assert desk.post(f"{party}companions/", sent).status_code == 302
    assert Entry.objects.filter(verb="party.minor_accompanied").count() == 3


def test_of_whom_no_paper_is_chosen_nothing_is_recorded(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    first, second, _third = (row.id for row in form.rows)
    desk.post(f"{party}companions/", said({first: "no", second: ""}, form.adults[0].value))
    assert dict(PartyMember.objects.exclude(consent="").values_list("id", "consent")) == {
        first: "no"
    }
    form = form_of(desk, party)
    assert [row.papers[-1].chosen for row in form.rows] == [True, False, False]
    assert second in {row.id for row in form.rows}
    assert look(desk, party).ready == 2


def test_one_key_says_that_both_parents_of_all_are_here(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    assert [each.label.split()[0] for each in form.others if each.chosen] == ["2"]
    both = {"adult": form.adults[0].value, "other": form.adults[1].value}
    assert look(desk, party).ready == 2
    sent = meant(form, 0, 1, 2, both="yes") | both
    assert desk.post(f"{party}companions/", sent).status_code == 302
    assert look(desk, party).ready == 5
    young = PartyMember.objects.filter(consent="parents_present")
    assert {(str(each.adult_id), str(each.other_parent_id)) for each in young} == {
        (both["adult"], both["other"])
    }
    assert desk.post(f"{party}companions/", sent).status_code == 302
    assert Entry.objects.filter(verb="party.minor_accompanied").count() == 3


def test_of_three_adults_none_is_proposed_as_the_other_parent(desk: Client, party: str) -> None:
    desk.post(party, {"zone": zone(7)})
    form = form_of(desk, party)
    assert len(form.others) == 3
    assert not any(each.chosen for each in form.others)


def test_a_kind_of_paper_for_all_leaves_who_has_one_of_her_own(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    own = {f"consent-{form.rows[1].id}": "court_order", "for_all": "birth_certificate"}
    desk.post(f"{party}companions/", meant(form, 0, 1, 2, each="yes") | own)
    assert look(desk, party).ready == 5
    assert [each.consent for each in PartyMember.objects.order_by("position")[2:]] == [
        "birth_certificate",
        "court_order",
        "birth_certificate",
    ]
    assert not PartyMember.objects.exclude(other_parent=None).exists()


def test_the_papers_begin_at_the_list_for_all_until_one_alone_lacks_hers(
    desk: Client, party: str
) -> None:
    form = form_of(desk, party)
    first, second, third = (row.id for row in form.rows)
    assert form.first == "companions-paper"
    assert form.meant == 3
    desk.post(f"{party}companions/", said({first: "no", second: "no"}, form.adults[0].value))
    assert form_of(desk, party).first == f"consent-{third}"


def test_a_child_who_goes_with_the_other_parent_still_has_both(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    father, mother = (each.value for each in form.adults)
    apart = form.rows[0].id
    sent = meant(form, 0, 1, 2, both="yes") | {"other": mother, f"adult-{apart}": mother}
    assert desk.post(f"{party}companions/", sent).status_code == 302
    child = PartyMember.objects.get(id=apart)
    assert (str(child.adult_id), str(child.other_parent_id)) == (mother, father)


def test_one_may_go_with_another_adult(desk: Client, party: str) -> None:
    form = form_of(desk, party)
    usual, other = (each.value for each in form.adults)
    sent = said({row.id: "consent_letter" for row in form.rows}, usual)
    apart = form.rows[1].id
    desk.post(f"{party}companions/", sent | {f"adult-{apart}": other})
    assert str(PartyMember.objects.get(id=apart).adult_id) == other
    form = form_of(desk, party)
    assert form.apart
    assert [each.value for row in form.rows for each in row.others if each.chosen] == [other]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"adult": ""}, "Choose an adult"),
        ({"consent-{0}": "her word"}, "which paper"),
        ({"consent-{0}": "", "consent-{1}": "", "consent-{2}": ""}, "which paper"),
        ({"consent-nobody": "no"}, "arrived incomplete"),
        ({"adult-{0}": "nobody"}, "arrived incomplete"),
        ({"adult": "{0}"}, "Choose an adult"),
        ({"consent-{0}": "parents_present"}, "Both parents are here only where both"),
        (
            {"consent-{0}": AS_ALL, "both": "yes"},
            "Both parents are here only where both",
        ),
        ({"signed_on": "yesterday"}, "is signed today or before"),
        ({"consent-{0}": "parents_present", "other": "{1}"}, "Choose an adult"),
        ({"consent-{0}": "parents_present", "other": "nobody"}, "arrived incomplete"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_of_them_is_entered(
    desk: Client, party: str, changed: dict[str, str], words: str
) -> None:
    form = form_of(desk, party)
    ids = [str(row.id) for row in form.rows]
    sent = said({row.id: "consent_letter" for row in form.rows}, form.adults[0].value)
    sent |= {name.format(*ids): value.format(*ids) for name, value in changed.items()}
    answer = desk.post(f"{party}companions/", sent)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not PartyMember.objects.exclude(consent="").exists()


def test_without_an_adult_the_form_says_so(desk: Client) -> None:
    party = str(desk.post("/desk/parties/", {"direction": "entry"})["Location"])
    desk.post(party, {"zone": zone(1)})
    assert look(desk, party).companions is None
    [grown] = look(desk, party).members
    desk.post(party, {"zone": zone(2, CHILD_BORN)})
    page = desk.get(party).content.decode()
    assert "The other parent" not in page
    assert "Both parents are here" not in page
    assert "3 Letter or affidavit" in page  # its digit is that of every other page
    assert 'data-key="F7"' not in page
    desk.post(f"{party}members/{grown.id}/pick-out/")
    assert "No adult is in the party yet" in desk.get(party).content.decode()


def test_a_form_has_so_many_rows_that_it_can_be_sent() -> None:
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert most is None or most > 2 * MOST + 2


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
    back = f"{party}papers/{paper.id}/take-back/"
    assert back in desk.get(party).content.decode()
    assert desk.post(back).status_code == desk.post(back).status_code == 302
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
