"""Forms for phones: what an author may ask there, and where the answers may not go."""

import pytest

from moeli.forms.editions.reading import read
from tests.forms.openrosa.test_receiving import PICTURES
from tests.forms.sheets import sheets


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"asked_on": "phone"}, []),
        ({}, []),
        ({"asked_on": "tablet"}, ["asked_on_unknown"]),
    ],
)
def test_a_form_with_pictures_says_whether_it_is_asked_on_phones_alone(
    given: dict[str, str], codes: list[str]
) -> None:
    edition = read(sheets(PICTURES, (), form_id="shot", **given))
    assert [each.code for each in edition.refusals] == codes
    assert edition.asked_on == given.get("asked_on", "")


def test_a_form_that_sends_its_answers_elsewhere_is_refused() -> None:
    edition = read(sheets(submission_url="https://elsewhere.example/submission"))
    assert [each.code for each in edition.refusals] == ["sends_elsewhere"]
    assert not edition.is_sound


def test_a_form_that_would_encrypt_on_the_phone_is_refused() -> None:
    assert not read(sheets(public_key="MIIBIjANBgkqhkiG9w0B", submission_url="")).is_sound
