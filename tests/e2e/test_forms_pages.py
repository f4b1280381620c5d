"""Forms answered and authored in a browser: keyboard, no script, narrow, from the right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from moeli.demo.forms import packages
from moeli.forms import services
from moeli.forms.models import Run
from moeli.platform.access.models import User
from moeli.platform.approvals import services as approvals
from moeli.platform.publications import services as publications
from tests.e2e.browser.hand import lead_to, press, type_in
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.forms.sheets import SURVEY, sheets, with_media, workbook
from tests.platform.blobs.test_pictures import jpeg
from tests.publishing import acting

Opened = Callable[..., Page]
ONE_PAGE = (
    ("type", "name", "label::English (en)", "appearance"),
    ("begin_group", "page", "One page", "field-list"),
    ("text", "told", "What happened", "multiline"),
    ("select_multiple yn", "some", "Some of these"),
    ("image", "photo", "A photo"),
    ("end_group", ""),
)


def published(*contents: bytes) -> None:
    author, second = acting(), acting()
    for content in contents:
        staged = services.upload(actor=author, content=content)
        asked = publications.propose(actor=author, staged_id=staged.id, motive="Fictitious")
        approvals.grant(actor=second, approval_id=asked.id)
        publications.publish(actor=author, staged_id=staged.id, approval_id=asked.id)


def good(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible(page)
    assert_reflows(page)


def tab_to(page: Page, name: str, role: str = "button") -> None:
    target = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(60):
        if target.evaluate("each => each === document.activeElement"):
            return
        press(page, "Tab")
    pytest.fail(f"the keyboard does not reach {name}")


def goes_on(page: Page, *keys: str) -> None:
    """The last key leads to the next page of the run, or to this one with what is amiss."""
    lead_to("**/forms/**", page, *keys)


def test_a_form_is_answered_with_the_keyboard_alone(open_page: Opened, officer: User) -> None:
    published(*packages())
    page = open_page(officer)
    page.goto("/forms/")
    good(page)
    picture(page, "forms")
    tab_to(page, "A word of welcome (fictitious)", "link")
    goes_on(page, "Enter")
    good(page)
    picture(page, "form-begin")
    goes_on(page, "F2")
    expect(page.get_by_text("How are you today?")).to_be_visible()
    good(page)
    picture(page, "form-pictures")
    goes_on(page, "F2")
    expect(page.get_by_role("alert")).to_be_focused()
    good(page)
    picture(page, "form-amiss")
    tab_to(page, "Well", "radio")
    goes_on(page, "Space", "Enter")  # as in every form, Enter goes on
    expect(page.get_by_text("Do you need something now?")).to_be_visible()
    tab_to(page, "Yes", "radio")
    goes_on(page, "Space", "F2")
    tab_to(page, "Water", "checkbox")
    press(page, "Space")
    good(page)
    goes_on(page, "F2")
    expect(page.get_by_label("Place 1")).to_be_visible()
    good(page)
    picture(page, "form-rank")
    goes_on(page, "F2")
    tab_to(page, "On which day did you set out?", "textbox")
    type_in(page, "20 Nov 2026")
    goes_on(page, "Enter")
    tab_to(page, "Is there anything else?", "textbox")
    type_in(page, "Thank you")
    goes_on(page, "F2")
    expect(page.get_by_role("heading", name="Look through your answers")).to_be_visible()
    expect(page.get_by_text("20/11/2026")).to_be_visible()
    good(page)
    picture(page, "form-review")
    goes_on(page, "F2")
    expect(page.get_by_text("Finished. The answers are sealed")).to_be_visible()
    page.get_by_role("link", name="Read (recorded)").click()
    good(page)
    picture(page, "form-answers")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Forms", exact=True).first).to_be_hidden()
    picture(page, "form-answers-print")


@pytest.mark.parametrize("javascript", [True, False])
def test_back_hide_and_another_window(open_page: Opened, officer: User, javascript: bool) -> None:
    published(workbook())
    page = open_page(officer, javascript=javascript)
    page.goto("/forms/begin/few/")
    page.get_by_role("button", name="Begin").click()
    other = page.context.new_page()
    other.goto(f"/forms/runs/{Run.objects.get().id}/")
    page.get_by_label("Your name").fill("Lineo")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Your age")).to_be_visible()
    other.get_by_label("Your name").fill("Palesa")
    other.get_by_role("button", name="Next").click()
    expect(other.get_by_text("This run went on in another window")).to_be_visible()
    expect(other.get_by_label("Your age")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Your name")).to_have_value("Lineo")
    page.get_by_label("Your name").fill("Lineo M")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One moment, please")
    expect(page.get_by_text("Lineo")).to_have_count(0)


def test_escape_hides_the_page_at_once(open_page: Opened, officer: User) -> None:
    published(workbook())
    page = open_page(officer)
    page.goto("/forms/begin/few/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Your name").fill("Line")
    goes_on(page, "Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("One moment, please")
    good(page)
    page.goto("/forms/")
    good(page)
    picture(page, "forms-left")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Your name")).to_have_value("Line")


def test_a_form_read_from_the_right_with_sounds(open_page: Opened, officer: User) -> None:
    published(*packages(), with_media())
    page = open_page(officer)
    page.goto("/forms/begin/seen/")
    page.get_by_label("Arabic").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("audio")).to_have_count(1)
    expect(page.locator("legend [dir=rtl]")).to_be_visible()
    played = page.locator("audio").evaluate(
        "a => new Promise(done => { a.oncanplay = () => done('plays');"
        " a.onerror = () => done('refused'); a.preload = 'auto'; a.load(); })"
    )
    assert played == "plays"
    good(page)
    page.goto("/forms/begin/welcome/")
    page.get_by_label("Arabic").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("legend [dir=rtl]")).to_be_visible()
    good(page)
    picture(page, "form-arabic")


def test_a_group_a_repeat_and_a_scale(open_page: Opened, officer: User) -> None:
    published(*packages())
    page = open_page(officer)
    page.goto("/forms/begin/vehicle_look/")
    page.get_by_role("button", name="Begin").click()
    good(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Number plate").fill("A 123 BCD")
    page.get_by_label("Taxi or minibus").check()
    good(page)
    picture(page, "form-group")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("textbox").fill("31/12/2026")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Boot").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("textbox").fill("A box of tools")
    good(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("textbox").fill("2")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("1 is entered.")).to_be_visible()
    good(page)
    picture(page, "form-repeat")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("7", exact=True).check()
    good(page)
    picture(page, "form-scale")


def test_a_half_typed_step_and_a_picture_survive_a_page_that_went_away(
    open_page: Opened, officer: User, tmp_path: Path
) -> None:
    published(sheets(ONE_PAGE, form_id="half"))
    page = open_page(officer)
    page.goto("/forms/begin/half/")
    page.get_by_role("button", name="Begin").click()
    with page.expect_response(_draft_with_both) as answer:
        page.get_by_label("What happened").fill("She came on foot")
        page.get_by_label("Yes").check()
        page.get_by_label("No", exact=True).check()
    assert answer.value.status == 204
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("She came on foot")
    expect(page.get_by_label("Yes")).to_be_checked()
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(jpeg())
    page.get_by_label("A photo").set_input_files(photo)
    good(page)
    page.get_by_role("button", name="Next").click()
    seen = page.get_by_alt_text("The picture that was sent")
    expect(seen).to_be_visible()
    assert seen.evaluate("async each => { await each.decode(); return each.naturalWidth; }") == 64
    good(page)
    picture(page, "form-file-review")
    page.get_by_role("link", name="A photo").click()
    expect(page.get_by_label("Take this file away")).to_be_visible()
    good(page)
    picture(page, "form-file")


def _draft_with_both(answer: Response) -> bool:
    """A slow machine sends one after the first words, and another after both boxes."""
    return answer.url.endswith("/drafts/") and "yes%5Cnno" in (answer.request.post_data or "")


def test_the_author_sees_findings_both_languages_and_what_changes(
    open_page: Opened, person: Callable[..., User], tmp_path: Path
) -> None:
    published(*packages())
    page = open_page(person("immigration_hq"))
    page.goto("/forms/editions/")
    good(page)
    picture(page, "form-editions")
    page.get_by_role("link", name="Upload a form").click()
    good(page)
    flawed = tmp_path / "flawed.xlsx"
    flawed.write_bytes(workbook((*SURVEY, ("text", "lost", "Lost", "", "", "${nothing} = 1"))))
    page.get_by_label("File").set_input_files(flawed)
    page.get_by_role("button", name="Check and compare").click()
    expect(page.get_by_role("heading", name="This form cannot be taken")).to_be_visible()
    good(page)
    picture(page, "form-refused")
    sound = tmp_path / "sound.zip"
    sound.write_bytes(next(iter(packages())))
    page.get_by_label("File").set_input_files(sound)
    page.get_by_role("button", name="Check and compare").click()
    expect(page.get_by_role("heading", name="As people will see it")).to_be_visible()
    good(page)
    picture(page, "form-upload")
    page.get_by_role("link", name="Approval and publication").click()
    good(page)
    page.goto("/forms/editions/")
    page.get_by_role("link", name="A word of welcome").first.click()
    good(page)
    picture(page, "form-edition")
    page.get_by_role("link", name="The empty form on paper").click()
    good(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    picture(page, "form-paper")
