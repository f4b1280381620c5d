"""A picture taken for somebody of a party, without a browser."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moeli.crossings.models import Inspection
from tests.desk.pictures import frame
from tests.documents import drawn
from tests.documents.drawn import jpeg, specimen
from tests.signing_in import person, signed_in


@pytest.fixture
def party(desk: Client) -> str:
    return str(desk.post("/desk/parties/", {"direction": "exit"})["Location"])


def for_party(address: str, party: str) -> str:
    return f"{address}?party={party.split('/')[-2]}"


def test_a_good_frame_is_somebody_of_the_party_and_the_picture_is_hers(
    desk: Client, party: str
) -> None:
    page = desk.get(for_party("/desk/picture/", party)).content.decode()
    assert f'action="{party}"' in page
    told = frame(desk, jpeg())
    sent = {"zone": told["zone"], "picture": told["picture"], "how": "typed"}
    assert desk.post(party, sent).status_code == 302
    seen = Inspection.objects.get()
    assert (seen.captured_how, seen.direction, seen.reason) == ("photo_read", "exit", "party")
    assert seen.pictures.count() == 1
    again = desk.post(party, sent)
    assert "in the party already" in again.content.decode()


def test_a_file_goes_step_by_step_into_the_party(desk: Client, party: str) -> None:
    file = SimpleUploadedFile("CANARY.jpg", drawn.doubtful(), "image/jpeg")
    answer = desk.post(for_party("/desk/picture/file/", party), {"picture": file})
    address = str(answer["Location"])
    assert address.endswith(for_party("", party))
    page = desk.get(address).content.decode()
    assert "Add to the party" in page
    assert "/desk/by-hand/" not in page
    truth = specimen().lines[1]
    answers = {f"is-2-{column}": truth[column - 1] for column in drawn.SMUDGED}
    assert desk.post(address, {"direction": "entry", **answers})["Location"] == party
    seen = Inspection.objects.get()
    assert (seen.captured_how, seen.direction) == ("photo_asked", "exit")
    assert seen.pictures.count() == 1
    refused = desk.post(address, {"direction": "entry", **answers})
    assert refused.status_code == 409
    assert "in the party already" in refused.content.decode()


def test_a_doubtful_frame_for_a_party_leads_on_for_the_party(desk: Client, party: str) -> None:
    answer = desk.post(
        for_party("/desk/picture/frame/", party),
        drawn.doubtful(),
        content_type="image/jpeg",
        headers={"Moeli-Doubtful": "yes"},
    )
    assert json.loads(answer.content)["go"].endswith(for_party("", party))


def test_who_may_not_see_the_party_adds_no_picture_to_it(desk: Client, party: str) -> None:
    told = frame(desk, jpeg())
    stranger = signed_in(person("primary_officer", "MPB"))
    sent = {"zone": told["zone"], "picture": told["picture"]}
    assert stranger.post(party, sent).status_code == 404
    assert not Inspection.objects.exists()
