"""The change notice: question by question, property by property."""

from moeli.forms.editions.difference import count, difference
from tests.forms.sheets import CHOICES, SURVEY, sheets, with_media


def rows(old: bytes, new: bytes) -> dict[str, tuple[str, str]]:
    return {each.row: (each.before, each.after) for each in difference(old, new)}


def test_nothing_differs_from_itself() -> None:
    assert rows(sheets(), sheets()) == {}


def test_a_changed_word_is_told_in_its_language() -> None:
    changed = (*SURVEY[:2], ("integer", "age", "Your age", "U na le lilemo tse kae?", "", ""))
    told = rows(sheets(SURVEY[:3]), sheets(changed))
    assert told == {"age · label (Sesotho (st))": ("Lilemo tsa hau", "U na le lilemo tse kae?")}


def test_a_question_more_and_one_less() -> None:
    told = rows(
        sheets(SURVEY[:3]), sheets((SURVEY[0], SURVEY[1], ("text", "x", "New", "E ncha", "", "")))
    )
    assert told["age"][1] == ""
    assert told["x"][0] == ""
    assert "label (English (en)): New" in told["x"][1]


def test_rules_choices_settings_and_files_are_told() -> None:
    stricter = (
        *SURVEY[:2],
        ("integer", "age", "Your age", "Lilemo tsa hau", "yes", "${name} != ''"),
    )
    told = rows(sheets(SURVEY[:3]), sheets(stricter, scope="care", version="2"))
    assert set(told) == {
        "settings · version",
        "settings · scope",
        "age · required",
        "age · relevant",
    }
    other = (*CHOICES[:2], ("yn", "no", "No, never", "Che"))
    assert list(rows(sheets(), sheets(SURVEY, other))) == ["child · choices (English (en))"]
    assert list(rows(with_media(), with_media(**{"well.wav": b"OggS other"}))) != []


def test_the_first_edition_adds_everything() -> None:
    told = rows(b"", sheets())
    assert set(told) == {"settings", "name", "age", "child"}
    assert all(before == "" for before, _after in told.values())


def test_questions_are_counted() -> None:
    assert count(sheets()) == 3
    assert count(b"no form") == 0
