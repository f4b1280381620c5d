"""The pages of a run over plain HTTP: as a browser without a script sends them."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moeli.forms import selectors
from moeli.forms.models import Run
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from tests.forms.conftest import NOW, Publish
from tests.forms.sheets import CHOICES, sheets, with_media
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(step|turn|shown)" value="([^"]*)"')
EVERY = (
    ("type", "name", "label::English (en)", "required", "constraint",
     "constraint_message::English (en)", "appearance", "parameters", "readonly", "calculation"),
    ("note", "hello", "Welcome"),
    ("begin_group", "page", "One page", "", "", "", "field-list"),
    ("date", "born", "Born", "yes"),
    ("time", "at", "At what time"),
    ("datetime", "seen", "Seen"),
    ("decimal", "weight", "Weight"),
    ("date", "month", "Which month", "", "", "", "month-year"),
    ("end_group", ""),
    ("select_multiple yn", "some", "Some of these"),
    ("rank yn", "order", "In which order"),
    ("range", "scale", "How much", "", "", "", "", "start=1 end=5 step=1"),
    ("range", "long", "How long", "", "", "", "", "start=0 end=100 step=5"),
    ("acknowledge", "ok", "Do you agree?", "yes"),
    ("calculate", "double", "", "", "", "", "", "", "", "${weight} * 2"),
    ("text", "shown", "Twice the weight", "", "", "", "", "", "yes", "${double}"),
    ("text", "code", "Code", "", "regex(., '[A-Z]{3}')", "Three capital letters."),
)  # fmt: skip


class Screen:
    """One person's browser: sends what the page holds, and what she types."""

    def __init__(self, user: User) -> None:
        self.client: Client = signed_in(user)
        self.page = ""
        self.address = ""
        self.answer: HttpResponse | None = None

    def get(self, address: str) -> "Screen":
        return self._seen(self.client.get(address, follow=True), address)

    def begin(self, form: str, language: str = "") -> "Screen":
        self.get(reverse("form_begin", args=[form]))
        key = re.search(r'name="key" value="([^"]+)"', self.page)
        assert key
        told = {"key": key[1], "language": language}
        return self._seen(self.client.post(self.address, told, follow=True), "")

    def send(self, move: str = "next", **fields: object) -> "Screen":
        """Fields by the last word of their place."""
        told: dict[str, object] = {"move": move, "shown": []}
        for name, value in HIDDEN.findall(self.page):
            if name == "shown":
                told["shown"].append(unescape(value))  # type: ignore[attr-defined]
            else:
                told[name] = unescape(value)
        for path in told["shown"]:  # type: ignore[attr-defined]
            word = path.rpartition("/")[2]
            if word in fields:
                told[path] = fields[word]
        address = reverse("form_run", args=[Run.objects.latest("begun_at", "id").id])
        return self._seen(self.client.post(address, told, follow=True), address)

    def _seen(self, answer: HttpResponse, address: str) -> "Screen":
        self.answer, self.page = answer, answer.content.decode()
        self.address = address or self.address
        return self


@pytest.fixture
def screen() -> Callable[..., Screen]:
    def made(role: str = "primary_officer", language: str = "en") -> Screen:
        return Screen(person(role, "MSB" if role != "immigration_hq" else "", language))

    return made


def test_from_the_list_to_the_sealed_answers(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen()
    assert "A few questions" in officer.get("/forms/").page
    officer.begin("few")
    assert "Your name" in officer.page
    assert "(must be answered)" in officer.page
    officer.send(name="Lineo")
    assert "Your age" in officer.page
    officer.send(age="17")
    assert "Look through your answers" in officer.page
    assert "Lineo" in officer.page
    turn = dict(HIDDEN.findall(officer.page))["turn"]
    run = Run.objects.get()
    done = officer.client.post(reverse("form_finish", args=[run.id]), {"turn": turn}, follow=True)
    assert "Finished. The answers are sealed" in done.content.decode()
    assert "Lineo" in officer.get(reverse("form_answers", args=[run.id])).page


def test_every_kind_of_question_takes_what_people_write(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(EVERY, CHOICES, form_id="every"))
    officer = screen().begin("every")
    assert "Welcome" in officer.page
    officer.send()
    officer.send(
        born="5.3.1990", at="8h30", seen="25 Nov 2026 0830", weight="1 200,5", month="11/2026"
    )
    officer.send(some=["yes", "no"])
    officer.send(order=["no", "yes"])
    assert 'type="radio"' in officer.page
    officer.send(scale="4")
    assert "A number from 0 to 100" in officer.page
    officer.send(long="35")
    officer.send(ok="OK")
    assert "2401" in officer.page
    officer.send()
    officer.send(code="ABC")
    assert "Look through your answers" in officer.page
    for words in (
        "05/03/1990",
        "08:30",
        "25/11/2026 08:30",
        "Yes, No",
        "1. No 2. Yes",
        "Confirmed",
    ):
        assert words in officer.page
    values = selectors.open_run(acting_as(officer), Run.objects.get().id).session.values()
    assert values["/data/page/born"] == "1990-03-05"
    assert values["/data/page/weight"] == "1200.5"
    assert values["/data/page/month"] == "2026-11-01"
    assert values["/data/some"] == "yes no"


def acting_as(screen: Screen) -> Actor:
    from moeli.platform.access.actor import actor_of

    return actor_of(User.objects.get(id=screen.client.session["_auth_user_id"]), NOW, "MSB")


def test_what_is_wrong_is_said_at_its_field_in_the_words_of_the_form(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    survey = (
        ("type", "name", "label::English (en)", "label::Sesotho (st)", "constraint",
         "constraint_message::English (en)", "constraint_message::Sesotho (st)"),
        ("integer", "age", "Age", "Lilemo", ". < 120", "Below 120, please.", "Ka tlase ho 120."),
    )  # fmt: skip
    publish(sheets(survey, (), form_id="limits"))
    officer = screen().begin("limits", "Sesotho (st)")
    officer.send(age="200")
    assert officer.answer is not None
    assert officer.answer.status_code == 400
    assert "Ka tlase ho 120." in officer.page
    assert 'role="alert"' in officer.page
    assert 'value="200"' in officer.page
    officer.send(age="sixty")
    assert "whole number" in officer.page


def test_a_day_that_is_none_is_told_how_to_be_written(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    survey = (("type", "name", "label"), ("date", "born", "Born"))
    publish(sheets(survey, (), form_id="day", default_language=""))
    officer = screen().begin("day")
    officer.send(born="31/2/2026")
    assert "Write day, month and year, as 25/11/2026." in officer.page


def test_the_language_changes_and_what_was_typed_stays(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen().begin("few")
    officer.send(move="language:Sesotho (st)", name="Lineo")
    assert "Lebitso la hau" in officer.page
    assert 'value="Lineo"' in officer.page
    assert officer.send(move="language:Klingon").answer is not None


def test_the_form_speaks_the_language_of_the_person(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen()
    officer.client.cookies["django_language"] = "st"
    assert 'value="Sesotho (st)" checked' in officer.get("/forms/begin/few/").page


def test_an_old_page_is_told_that_another_went_on(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen().begin("few")
    first = officer.page
    officer.send(name="Lineo")
    officer.page = first
    officer.send(name="Palesa")
    assert "This run went on in another window" in officer.page
    assert "Your age" in officer.page


def test_back_hide_and_leave_lose_nothing(publish: Publish, screen: Callable[..., Screen]) -> None:
    publish()
    officer = screen().begin("few")
    officer.send(name="Lineo")
    officer.send(move="back", age="17")
    assert 'value="Lineo"' in officer.page
    officer.send(move="hide", name="Lineo M")
    assert "One moment, please" in officer.page
    assert "Lineo" not in officer.page
    assert "A few questions" not in officer.page
    assert "Left for later" in officer.get("/forms/").page
    run = Run.objects.get()
    officer.client.post(reverse("form_resume", args=[run.id]))
    assert 'value="Lineo M"' in officer.get(reverse("form_run", args=[run.id])).page


def test_a_repeat_grows_shrinks_and_ends(publish: Publish, screen: Callable[..., Screen]) -> None:
    survey = (
        ("type", "name", "label"),
        ("begin_repeat", "child", "Child"),
        ("text", "called", "Name of the child"),
        ("end_repeat", "", ""),
    )
    publish(sheets(survey, (), form_id="children", default_language=""))
    officer = screen().begin("children")
    assert "Name of the child" in officer.page
    officer.send(called="Neo")
    assert "1 is entered." in officer.page
    officer.send(move="add")
    officer.send(called="Thato")
    assert "2 are entered." in officer.page
    officer.send(move="remove:1")
    assert "1 is entered." in officer.page
    officer.send(move="remove:99")
    officer.send()
    assert "Thato" in officer.page
    assert "Neo" not in officer.page


def test_questions_that_come_up_on_the_page_are_asked_before_going_on(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    survey = (
        ("type", "name", "label", "relevant", "appearance"),
        ("begin_group", "g", "Page", "", "field-list"),
        ("select_one yn", "other", "Another one?"),
        ("text", "which", "Which?", "${other} = 'yes'"),
        ("end_group", ""),
    )
    choices = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
    publish(sheets(survey, choices, form_id="grows", default_language=""))
    officer = screen().begin("grows")
    assert "Which?" not in officer.page
    officer.send(other="yes")
    assert "More questions have come up" in officer.page
    assert "Which?" in officer.page
    officer.send(other="yes", which="That one")
    assert "That one" in officer.page
    assert "Look through" in officer.page


def test_answers_outside_the_form_are_not_taken(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen().begin("few")
    officer.send(name="Lineo")
    officer.send(age="20")
    officer.send(child="maybe")
    assert officer.answer is not None
    assert officer.answer.status_code == 400
    run = Run.objects.get()
    address = reverse("form_run", args=[run.id])
    turn = selectors.open_run(acting_as(officer), run.id).draft.turn
    told = {"step": "/data/nothing", "turn": turn, "move": "next", "shown": ["/data/nothing"]}
    answer = officer.client.post(address, told, follow=True)
    assert "The form asks this no longer" in answer.content.decode()


def test_pictures_and_sounds_come_from_here_and_run_nothing(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(with_media())
    officer = screen().begin("seen", "Arabic (ar)")
    assert 'dir="rtl"' in officer.page
    assert "<audio" in officer.page
    assert officer.answer is not None
    assert "media-src 'self'" in officer.answer["Content-Security-Policy"]
    run = Run.objects.get()
    for name, kind in (("face.png", "image/png"), ("well.wav", "audio/wav")):
        file = officer.client.get(reverse("form_run_file", args=[run.id, name]))
        assert file["Content-Type"] == kind
        assert file["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in file["Content-Security-Policy"]
    assert officer.client.get(reverse("form_run_file", args=[run.id, "form.md"])).status_code == 404
    other = screen()
    assert other.client.get(reverse("form_run_file", args=[run.id, "face.png"])).status_code == 404


def test_other_pages_play_no_sounds(publish: Publish, screen: Callable[..., Screen]) -> None:
    publish()
    answer = screen().get("/forms/").answer
    assert answer is not None
    assert "media-src" not in answer["Content-Security-Policy"]


def test_an_abandoned_run_is_gone_from_the_list(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish()
    officer = screen().begin("few")
    address = reverse("form_abandon", args=[Run.objects.get().id])
    assert "cannot be brought back" in officer.get(address).page
    gone = officer.client.post(address, follow=True).content.decode()
    assert "What was answered is erased." in gone
    assert "Nothing is left for later" in gone
    told = officer.get(reverse("form_run", args=[Run.objects.get().id])).page
    assert "This run has ended" in told


def test_no_address_or_title_holds_what_is_asked(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    publish(sheets(form_title="CANARYTITLE"))
    officer = screen().begin("few")
    title = re.search(r"<title>(.*?)</title>", officer.page, re.DOTALL)
    assert title
    assert "CANARY" not in title[1]
    assert officer.answer is not None
    assert "name" not in officer.answer.redirect_chain[-1][0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("turn", ["", "-1", "x", "9" * 30, "0.5"])
def test_a_turn_that_is_none_is_an_old_page(
    publish: Publish, screen: Callable[..., Screen], turn: str
) -> None:
    publish()
    officer = screen().begin("few")
    address = reverse("form_run", args=[Run.objects.get().id])
    told = {"step": "/data/name", "turn": turn, "move": "next"}
    answer = officer.client.post(address, told, follow=True)
    assert "went on in another window" in answer.content.decode()


def test_the_empty_form_is_printed_with_its_conditions(
    publish: Publish, screen: Callable[..., Screen]
) -> None:
    edition = publish()
    page = screen().get(reverse("form_paper", args=[edition.id])).page
    assert "Is a child with you?" in page
    assert "(no. 2) &gt;= 18" in page
    assert "data-print" in page
    sesotho = screen().get(reverse("form_paper", args=[edition.id]) + "?language=Sesotho (st)").page
    assert "Lebitso la hau" in sesotho
