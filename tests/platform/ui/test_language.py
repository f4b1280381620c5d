"""The language switch goes back where it was pressed, and nowhere else."""

import datetime

import pytest
from django.test import Client
from django.utils import formats, translation


def choice(language: str = "st", back: str = "/fine/") -> dict[str, str]:
    return {"language": language, "next": back}


def test_the_choice_is_kept_and_the_page_stays(browser: Client) -> None:
    answer = browser.post("/language/", choice())
    assert answer.headers["Location"] == "/fine/"
    assert answer.cookies["django_language"].value == "st"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "", "js:x"])
def test_an_address_elsewhere_leads_to_the_start_page(browser: Client, back: str) -> None:
    assert browser.post("/language/", choice(back=back)).headers["Location"] == "/"


@pytest.mark.parametrize("language", ["xx", "", "en\r\nSet-Cookie: a=b"])
def test_a_language_we_do_not_speak_is_not_kept(browser: Client, language: str) -> None:
    assert "django_language" not in browser.post("/language/", choice(language)).cookies


def test_a_link_cannot_switch(browser: Client) -> None:
    assert browser.get("/language/").status_code == 405


@pytest.mark.parametrize("language", ["en", "st"])
def test_a_day_is_written_day_first_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert formats.date_format(datetime.date(2026, 2, 3), "SHORT_DATE_FORMAT") == "03/02/2026"
