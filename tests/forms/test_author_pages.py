"""The author's pages: findings by sheet and row, both languages, what changed, what was."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from moeli.forms.models import Edition
from moeli.platform.publications.models import Staged
from tests.forms.conftest import Publish
from tests.forms.sheets import SURVEY, package, png, sheets, with_media, workbook
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def author_page() -> Client:
    return signed_in(person("immigration_hq"))


def uploaded(client: Client, content: bytes, name: str = "form.xlsx") -> tuple[int, str]:
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("form_upload_new"), {"file": file}, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_sound_form_is_shown_in_both_languages_with_what_it_changes(
    author_page: Client, publish: Publish
) -> None:
    publish()
    changed = (*SURVEY[:2], ("integer", "age", "How old are you?", "Lilemo tsa hau", "", ""))
    status, page = uploaded(author_page, workbook(changed, version="2"))
    assert status == 200
    for words in ("Your name", "Lebitso la hau", "How old are you?", "Your age", "child"):
        assert words in page
    assert "age · label (English (en))" in page
    assert Staged.objects.filter(channel="form.few", published_as=None).count() == 1


def test_a_flaw_is_told_by_sheet_and_row_and_nothing_is_kept(author_page: Client) -> None:
    flawed = (*SURVEY, ("text", "lost", "Lost", "Lahlehile", "", "${nothing} = 1"))
    status, page = uploaded(author_page, workbook(flawed))
    assert status == 400
    assert "This form cannot be taken" in page
    assert "sheet survey" in page
    assert "row 5" in page
    assert not Staged.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04rubbish", "cannot be"),
        (b"\xd0\xcf\x11\xe0old", "cannot be taken"),
        (b"x" * 10_000_001, "larger than this channel allows"),
        (sheets(scope=""), "in a column called scope"),
        (sheets(scope="crossing"), "cannot be sealed under this scope"),
        (sheets(form_id="../../etc"), "cannot be taken"),
        (sheets(form_id="Loud"), "small letters"),
        (with_media(**{"face.png": b"<svg onload=alert(1)>"}), "same name"),
        (with_media(**{"other.svg": b"<svg onload=alert(1)>"}), "neither a picture"),
        (package({"form.md": sheets(), "b.md": sheets()}), "more than one form"),
        (package({"face.png": png()}), "holds no form"),
        (
            sheets((*SURVEY, ("text", "x", "Turned \u202e round", "St", "", ""))),
            "turns the direction",
        ),
        (sheets((*SURVEY, ("text", "x", "Hid\u200bden", "St", "", ""))), "nobody can see"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    author_page: Client, content: bytes, words: str
) -> None:
    status, page = uploaded(author_page, content)
    assert status == 400
    assert words in page
    assert not Staged.objects.exists()


def test_macros_merged_cells_formulas_and_eaten_dates_are_told(author_page: Client) -> None:
    book = load_workbook(BytesIO(workbook()))
    survey = book["survey"]
    survey["C2"] = '="Your" & " name"'
    survey.merge_cells("D3:E3")
    target = BytesIO()
    book.save(target)
    _status, page = uploaded(author_page, target.getvalue())
    assert "formula" in page.lower()
    assert "D3:E3" in page


def test_a_title_that_tells_is_remarked(author_page: Client) -> None:
    status, page = uploaded(author_page, sheets(form_title="Victims of trafficking"))
    assert status == 200
    assert "Choose words that tell nothing" in page


def test_the_pages_of_authors_are_closed_to_others(publish: Publish, client: Client) -> None:
    edition = publish()
    staged = Staged.objects.get()
    officer = signed_in(person("primary_officer", "MSB"))
    for name, args in (
        ("form_editions", []),
        ("form_upload_new", []),
        ("form_edition", [edition.id]),
        ("form_history", ["few"]),
        ("form_upload", [staged.id]),
        ("form_upload_file", [staged.id, "face.png"]),
    ):
        assert officer.get(reverse(name, args=args)).status_code == 404
        assert client.get(reverse(name, args=args)).status_code == 302


def test_an_edition_tells_who_made_it_and_what_it_changed(
    author_page: Client, publish: Publish
) -> None:
    publish()
    second = publish(sheets(version="2", form_title="Other questions"))
    page = author_page.get(reverse("form_edition", args=[second.id])).content.decode()
    assert page.count("Lineo Fictional") >= 2
    assert "settings · form_title" in page
    assert "A few questions" in page
    assert second.sha256 in page
    listed = author_page.get(reverse("form_history", args=["few"])).content.decode()
    assert "Replaced" in listed
    assert "In force" in listed
    assert Edition.objects.count() == 2


def test_uploads_that_wait_stand_on_both_shelves(author_page: Client) -> None:
    uploaded(author_page, sheets())
    assert "few" in author_page.get(reverse("form_editions")).content.decode()
    shelf = author_page.get(reverse("publications")).content.decode()
    assert "Editions of forms" in shelf
    staged = Staged.objects.get()
    generic = author_page.get(reverse("publication_staged", args=[staged.id])).content.decode()
    assert "Look at it as people will see it" in generic


def test_a_version_of_a_form_is_fetched_and_never_printed_as_text(
    author_page: Client, publish: Publish
) -> None:
    content = with_media()
    edition = publish(content)
    page = author_page.get(reverse("publication_version", args=[edition.id]))
    assert page.status_code == 200
    assert b"<pre" not in page.content
    file = author_page.get(reverse("publication_file", args=[edition.id]))
    assert file.content == content


def test_three_languages_are_looked_at_two_by_two(
    author_page: Client, publish: Callable[..., Edition]
) -> None:
    survey = (
        ("type", "name", "label::English (en)", "label::Sesotho (st)", "label::Arabic (ar)"),
        ("text", "a", "One", "Nngoe", "واحد"),
    )
    edition = publish(sheets(survey, (), form_id="three"))
    address = reverse("form_edition", args=[edition.id])
    both = author_page.get(address).content.decode().partition('id="preview"')[2]
    assert "Nngoe" in both
    assert '<th scope="col">Arabic</th>' not in both
    wanted = {"language": ["English (en)", "Arabic (ar)"]}
    chosen = author_page.get(address, wanted).content.decode().partition('id="preview"')[2]
    assert '<th scope="col">Arabic</th>' in chosen
    assert "Nngoe" not in chosen


def with_a_program() -> bytes:
    target = BytesIO(workbook())
    with ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open")
    return target.getvalue()


def without_survey() -> bytes:
    book = load_workbook(BytesIO(workbook()))
    del book["survey"]
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def with_an_eaten_date() -> bytes:
    book = load_workbook(BytesIO(workbook()))
    book["settings"]["C2"] = date(2026, 3, 1)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("made", [with_a_program, without_survey])
def test_programs_and_missing_sheets_are_refused(
    author_page: Client, made: Callable[[], bytes]
) -> None:
    status, page = uploaded(author_page, made())
    assert status == 400
    assert "Refused" in page


def test_a_date_that_excel_ate_is_told_with_its_cell(author_page: Client) -> None:
    _status, page = uploaded(author_page, with_an_eaten_date())
    assert "sheet settings" in page
    assert "row 2" in page


@pytest.mark.parametrize("rows", [600, pytest.param(5_000, marks=pytest.mark.long)])
def test_thousands_of_rows_are_judged_and_shown_by_the_hundred(
    author_page: Client, rows: int
) -> None:
    many = tuple(("text", f"q{n}", f"Question {n}", f"Potso {n}", "", "") for n in range(rows))
    status, page = uploaded(author_page, workbook((SURVEY[0], *many)))
    assert status == 200
    assert f"Page 1 of {rows // 100}" in page
    assert len(page) < 400_000


def test_fifty_megabytes_are_refused_before_they_are_read(author_page: Client) -> None:
    file = SimpleUploadedFile("form.xlsx", b"x" * 50_000_000)
    answer = author_page.post(reverse("form_upload_new"), {"file": file})
    assert answer.status_code == 400
    assert not Staged.objects.exists()
