"""Both languages, a draft that says so, neutral words, and always a way to decline."""

import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from moeli.standards import xforms
from moeli.standards.xforms.reading.collecting import plain
from tests.forms.content.conftest import CONTENT, NAMES, form, report, workbook
from tests.standards.xforms.conftest import the_context

LANGUAGES = ("English (en)", "Sesotho (st)")
_DRAFT = {"English (en)": "DRAFT, not approved", "Sesotho (st)": "ha se so amoheloe"}
_LOADED = re.compile(r"traffick|victim|suspect|illegal|alien|prostitut|slave|crime", re.IGNORECASE)
_DECLINES = {"rather_not", "skip"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_wrong_in_either_language(name: str) -> None:
    assert report(name).sound
    assert report(name).findings == ()  # which includes texts that a basic phone cannot show
    assert tuple(form(name).languages) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_first_thing_that_is_shown_says_that_this_is_a_draft(name: str, language: str) -> None:
    first = xforms.begin(form(name), the_context(), language).current.questions[0]
    assert _DRAFT[language] in first.label.text
    if language == "Sesotho (st)":
        assert "ha se so hlahlojoe" in first.label.text
    title = next(load_workbook(workbook(name))["settings"].iter_rows(min_row=2, values_only=True))
    assert "DRAFT" in str(title[0])
    assert "SERALO" in str(title[0])


@pytest.mark.parametrize("name", NAMES)
def test_each_sesotho_text_is_marked_as_not_reviewed(name: str) -> None:
    book = load_workbook(workbook(name))
    for sheet in ("survey", "choices", "settings"):
        header, *rows = list(book[sheet].values)
        marked = header.index("sesotho_reviewed")
        spoken = [at for at, head in enumerate(header) if str(head).endswith("Sesotho (st)")]
        for row in rows:
            if sheet == "settings" or any(row[at] for at in spoken):
                assert row[marked] == "no"


@pytest.mark.parametrize("name", ["border_screening", "indicator_interview"])
def test_no_word_on_the_screen_names_a_crime_or_a_kind_of_person(name: str) -> None:
    shown = [words for words in _english(name) if _LOADED.search(words)]
    assert shown == []


def _english(name: str) -> Iterator[str]:
    for entry in form(name).itext["English (en)"].values():
        yield from (plain(fragments) for fragments in entry.values())


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("border_screening", ("journey",)),
        ("indicator_interview", ("journey", "living", "freedom")),
        ("readiness_survey", ("part_k", "part_r", "part_n", "part_s", "part_i")),
    ],
)
def test_a_person_may_decline_every_question_about_her_life(
    name: str, groups: tuple[str, ...]
) -> None:
    book = load_workbook(workbook(name))
    _, *rows = list(book["choices"].values)
    offered: dict[str, set[str]] = {}
    for row in rows:
        offered.setdefault(str(row[0]), set()).add(str(row[1]))
    inside, asked = "", 0
    for kind, what, *_ in list(book["survey"].values)[1:]:
        inside = str(what) if kind == "begin_group" else "" if kind == "end_group" else inside
        if inside in groups and str(kind).startswith("select_one"):
            asked += 1
            assert offered[str(kind).split()[1]] & _DECLINES, what
    assert asked >= 4


@pytest.mark.parametrize("name", NAMES)
def test_where_a_meaning_comes_from_stands_beside_the_question(name: str) -> None:
    book = load_workbook(workbook(name))
    header, *rows = list(book["survey"].values)
    source = header.index("source")
    silent = [row[1] for row in rows if str(row[0]).startswith("select_") and not row[source]]
    assert silent in ([], ["contact"])
    assert len(list(book["about"].values)) >= 5
    assert (CONTENT / name / "form.toml").read_text(encoding="utf-8").count("[[rows]]") == len(rows)
