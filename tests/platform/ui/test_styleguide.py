"""The page of all components shows each of them, once with errors and once without."""

import re

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from moeli.platform.ui.styleguide import styleguide


@pytest.fixture
def page(settings: Settings) -> str:
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    return styleguide(RequestFactory().get("/styleguide/")).content.decode()


@pytest.mark.parametrize(
    "part", ["is-good", "is-bad", "is-neutral", "error-summary", "empty-title"]
)
def test_each_component_is_shown(page: str, part: str) -> None:
    assert part in page


def test_no_two_things_on_the_page_have_one_id(page: str) -> None:
    names = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


def test_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    assert all(f'id="{name}"' in page for name in re.findall(r'href="#([^"]+)"', page))


def test_nothing_on_the_page_needs_a_relaxed_content_policy(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)|https?://", page)
