"""Who goes with whom in a party: one form, an adult proposed, no paper said before it is chosen."""

import pytest
from django.conf import settings
from django.test import Client

from moeli.crossings.parties.models import PartyMember
from moeli.desk.party_forms import AS_ALL
from moeli.desk.presenters.companions import MOST
from moeli.platform.journal.models import Entry
from tests.crossings.parties.conftest import CHILD_BORN, zone
from tests.desk.companions import form_of, look, meant, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(family: str) -> str:
    """Two adults and three who need one, on the way in; the party's address."""
    return family


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
