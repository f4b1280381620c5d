"""A picture that goes with what is entered by hand."""

from datetime import timedelta

import numpy as np
from django.test import Client

from moeli.crossings.models import Inspection
from moeli.documents.models import Picture
from moeli.platform import clock
from tests.desk.pictures import sent
from tests.documents.drawn import jpeg, written
from tests.signing_in import person, signed_in

HAND = {
    "direction": "entry",
    "kind": "letter",
    "reason": "no_zone",
    "primary_identifier": "Drawn",
    "nationality": "LSO",
    "birth_date": "1990",
}


def test_a_paper_without_a_zone_keeps_its_picture(desk: Client) -> None:
    address = sent(desk, written(np.full((600, 900, 3), 200, np.uint8)))
    picture = address.split("/")[-2]
    assert f"/desk/by-hand/?picture={picture}" in desk.get(address).content.decode()
    page = desk.get(f"/desk/by-hand/?picture={picture}").content.decode()
    assert "goes with this inspection" in page
    answer = desk.post("/desk/by-hand/", {**HAND, "picture": picture})
    assert answer.status_code == 302, answer.content.decode()
    seen = Inspection.objects.get()
    assert seen.captured_how == "no_zone"
    assert str(seen.pictures.get().id) == picture


def test_a_picture_of_before_goes_with_nothing_entered_by_hand(desk: Client) -> None:
    picture = sent(desk, jpeg()).split("/")[-2]
    Picture.objects.update(taken_at=clock.now() - timedelta(hours=1))
    assert "goes with this" not in desk.get(f"/desk/by-hand/?picture={picture}").content.decode()
    answer = desk.post("/desk/by-hand/", {**HAND, "picture": picture})
    assert answer.status_code == 400
    assert "Take it again" in answer.content.decode()
    assert 'name="picture"' not in answer.content.decode()
    stranger = signed_in(person("primary_officer", "MPB"))
    assert stranger.get(f"/desk/by-hand/?picture={picture}").status_code == 404
