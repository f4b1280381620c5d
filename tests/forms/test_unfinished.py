"""What stood half typed at a step when the page locked stands there again, for its owner alone."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from moeli.forms.models import Run
from moeli.platform import clock
from moeli.platform.access.models import Draft
from tests.forms.conftest import NOW, Publish
from tests.forms.sheets import sheets
from tests.forms.test_pages import HIDDEN, Screen, screen

__all__ = ["screen"]
pytestmark = pytest.mark.django_db
PAGE = (
    ("type", "name", "label::English (en)", "appearance"),
    ("begin_group", "page", "One page", "field-list"),
    ("text", "told", "What happened", "multiline"),
    ("select_multiple yn", "some", "Some of these"),
    ("image", "photo", "A photo"),
    ("end_group", ""),
    ("text", "more", "Anything besides"),
)


def typed(screen: Screen, **fields: str) -> None:
    """What the page's script sends while she types."""
    hidden = HIDDEN.findall(screen.page)
    shown = [value for name, value in hidden if name == "shown"]
    told = dict(hidden) | {"shown": "\n".join(shown)}
    told |= {f"/data/page/{name}": value for name, value in fields.items()}
    page = re.search(r'data-draft="([^"]+)"', screen.page)
    assert page
    answer = screen.client.post("/drafts/", {"page": page[1], "fields": json.dumps(told)})
    assert answer.status_code == 204


@pytest.mark.both_engines
def test_a_step_half_typed_when_the_page_locks_stands_there_again(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(PAGE, form_id="half"))
    officer = screen().begin("half")
    run = reverse("form_run", args=[Run.objects.get().id])
    typed(officer, told="She came <alone>\nby foot", some="yes\nno", photo="x.jpg")
    with clock.standing_still(NOW + timedelta(minutes=6)):
        assert officer.client.get(run).status_code == 403, "the page is locked"
        back = {"back": run, "password": "a long river of words"}
        officer._seen(officer.client.post("/unlock/", back, follow=True), run)
        assert "She came &lt;alone&gt;\nby foot</textarea>" in officer.page
        assert officer.page.count('" checked>') == 2
        assert Run.objects.get().draft.turn == 0, "nothing was sent"
        officer.send(told="Sent", some=["no"])
        assert not Draft.objects.exists(), "what was sent lies nowhere else"


def test_what_was_typed_before_the_run_went_on_does_not_come_back(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(PAGE, form_id="half"))
    officer = screen().begin("half")
    first = officer.page
    officer.send(told="Sent")
    newest, officer.page = officer.page, first
    typed(officer, told="Old words")
    officer.page = newest
    officer.get(reverse("form_run", args=[Run.objects.get().id]))
    assert "Anything besides" in officer.page
    officer.send("back")
    assert "Old words" not in officer.page


def test_she_comes_back_to_the_earlier_step_that_she_was_changing(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(PAGE, form_id="half"))
    officer = screen().begin("half")
    officer.send(told="First")
    run = reverse("form_run", args=[Run.objects.get().id])
    officer.get(f"{run}?at=0")
    typed(officer, told="First, changed", some="yes")
    officer.get(run)
    assert "First, changed</textarea>" in officer.page
    officer.get(f"{run}?at=1")
    assert "First, changed" not in officer.page
