"""Each mistake of an author is found, in its cell, with a sentence in two languages."""

import re

import pytest

from moeli.standards import xforms
from moeli.standards.xforms.problems import sentences
from tests.standards.xforms.conftest import survey

COLUMNS = "type | name | label | relevant | constraint | constraint_message | calculation"
YN = ("yn | yes | Yes", "yn | no | No")


def sheet(*rows: str) -> str:
    return survey(COLUMNS, "select_one yn | ok | OK? | | | | ", *rows, choices=YN)


def found(sheets: str) -> list[tuple[str, int, str]]:
    findings = xforms.lint(sheets.encode()).findings
    return [(each.code, each.row, each.column) for each in findings]


def test_a_sound_form_has_no_findings() -> None:
    assert found(sheet("integer | age | Age | ${ok} = 'yes' | . < 120 | Below 120 | ")) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("text | a | A | ${ok} = 'yes' and | | | ", "expression_incomplete", "relevant"),
        ("text | a | A | (${ok} = 'yes' | | | ", "expression_incomplete", "relevant"),
        ("text | a | A | ${ok} == 'yes' | | | ", "not_an_expression", "relevant"),
        ("text | a | A | ${ok} = 'yes | | | ", "quote_not_closed", "relevant"),
        ("calculate | a | | | | | counts(${ok})", "unknown_function", "calculation"),
        ("calculate | a | | | | | round(1, 2, 3)", "wrong_arguments", "calculation"),
        ("calculate | a | | | | | area(${ok})", "geographic_function", "calculation"),
        ("calculate | a | | | | | /data/nowhere + 1", "reference_missing", "calculation"),
        ("calculate | a | | | | | instance('none')/root/item", "instance_missing", "calculation"),
        ("calculate | a | | | | | following::x", "axis_unknown", "calculation"),
        ("text | a | A | ${ok} = 'nonne' | | | ", "choice_missing", "relevant"),
        ("text | a | A | selected(${ok}, 'maybe') | | | ", "choice_missing", "relevant"),
        ("integer | a | A | | . > 3 | | ", "message_missing", "constraint_message"),
        ("text | a | A | ${ok} = ‘yes’ | | | ", "typographic_quotes_cell", "relevant"),
        ("text | a | A | false() | | | ", "unreachable", "relevant"),
        ("text | a | A | 1 > 2 | | | ", "unreachable", "relevant"),
        ("text | a | A | ${ok} = 'yes' and ${ok} = 'no' | | | ", "unreachable", "relevant"),
        ("text | a | A | not(true()) or false() | | | ", "unreachable", "relevant"),
        ("geopoint | a | A | | | | ", "geographic", "type"),
        (f"text | a | {'long ' * 40} | | | | ", "small_screen", "label"),
    ],
)
def test_a_mistake_is_found_in_its_cell(row: str, code: str, column: str) -> None:
    assert (code, 3, column) in found(sheet(row))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("text | a | A | ${nobody} = 1 | | | ", "reference_unknown"),
        ("text | ok | Again | | | | ", "name_twice"),
        ("select_one nolist | a | A | | | | ", "list_unknown"),
        ("txet | a | A | | | | ", "type_unknown"),
        ("begin_group | g | G | | | | ", "group_open"),
        ("text | 1 a | A | | | | ", "name_bad"),
        ("calculate | a | | | | | ", "xlsform"),
    ],
)
def test_what_the_converter_refuses_becomes_a_finding_with_its_row(row: str, code: str) -> None:
    codes = [(each[0], each[1]) for each in found(sheet(row))]
    assert codes in ([(code, 3)], [(code, 0)])


def test_calculations_that_wait_for_each_other_are_printed_as_a_cycle() -> None:
    report = xforms.lint(
        sheet(
            "calculate | a | | | | | ${b} + 1",
            "calculate | b | | | | | ${c} + 1",
            "calculate | c | | | | | ${a} + 1",
            "calculate | after | | | | | ${c} + 1",
        ).encode()
    )
    cycles = [each for each in report.findings if each.code == "cycle"]
    assert len(cycles) == 1
    assert cycles[0].row == 3
    assert cycles[0].values["cycle"] == "/data/a → /data/b → /data/c → /data/a"
    assert not report.sound


@pytest.mark.parametrize(
    "rows",
    [
        ("calculate | a | | | | | . + 1",),
        ("text | a | A | ${a} = '' | | | ",),
        (
            "begin_group | g | G | ${x} = 1 | | | ",
            "integer | x | X | | | | ",
            "end_group | | | | | | ",
        ),
        ("integer | a | A | ${c} > 1 | | | ", "calculate | c | | | | | ${a} + 1"),
    ],
)
def test_a_rule_that_waits_for_itself_is_a_cycle(rows: tuple[str, ...]) -> None:
    assert "cycle" in [each[0] for each in found(sheet(*rows))]


def test_what_hangs_on_an_unreachable_question_is_unreachable_too_and_named_once() -> None:
    codes = found(
        sheet(
            "begin_group | g | G | ${ok} = 'yes' and ${ok} = 'no' | | | ",
            "select_one yn | a | A | | | | ",
            "text | inner | I | ${a} = 'yes' | | | ",
            "end_group | | | | | | ",
            "text | b | B | ${a} = 'yes' | | | ",
        )
    )
    assert [row for code, row, _ in codes if code == "unreachable"] == [3, 7]


def test_each_language_without_words_is_named_in_sheet_and_column() -> None:
    report = xforms.lint(
        b"""
| survey |
| | type | name | label::English (en) | label::Sesotho (st) | hint::English (en) |
| | select_one yn | ok | OK? | Ho lokile? | Say it |
| | text | why | Why? | | |
| choices |
| | list_name | name | label::English (en) | label::Sesotho (st) |
| | yn | yes | Yes | E |
| | yn | no | No | |
"""
    )
    missing = [each for each in report.findings if each.code == "label_missing"]
    assert {each.values["language"] for each in missing} == {"Sesotho (st)"}
    assert [(each.sheet, each.row, each.column) for each in missing] == [
        ("survey", 2, "hint::Sesotho (st)"),
        ("survey", 3, "label::Sesotho (st)"),
        ("choices", 3, "label::Sesotho (st)"),
    ]


def test_a_screen_is_measured_with_its_choices_after_folding() -> None:
    label = "Na u tseba motho ea tšepisitseng mosebetsi? " * 3
    choices = tuple(f"yn | c{at} | Khetho ea bo {at}" for at in range(4))
    report = xforms.lint(
        survey("type | name | label", f"select_one yn | a | {label}", choices=choices).encode()
    )
    screen = [each for each in report.findings if each.code == "small_screen"]
    # 3 × 44 characters, each š as s', the last space cut, four choices of 16 with a line break.
    assert screen[0].values["length"] == str(3 * 45 - 1 + 4 * len("\n1 Khetho ea bo 1"))


def test_every_sentence_is_there_in_both_languages_and_names_the_same_values() -> None:
    for code, texts in sentences().items():
        assert texts["severity"] in ("error", "warning", "advice"), code
        assert texts["en"], code
        assert texts["st"], code
        assert bool(texts.get("en_mend")) == bool(texts.get("st_mend")), code
        names = [set(re.findall(r"\{(\w+)\}", texts[language])) for language in ("en", "st")]
        assert names[0] == names[1], code


def test_a_finding_speaks_the_language_of_the_author_and_says_what_to_do() -> None:
    finding = xforms.lint(sheet("text | a | A | ${ok} = 'nonne' | | | ").encode()).findings[0]
    assert xforms.sentence(finding) == "ok has no choice nonne; it offers: no, yes"
    assert xforms.sentence(finding, "st") == "ok ha e na khetho nonne; e fana ka: no, yes"
    assert xforms.mend(finding) == "Correct the value in quotes."


def test_every_code_that_the_engine_can_raise_has_a_sentence() -> None:
    from pathlib import Path

    source = Path(xforms.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    raised = set(re.findall(r'(?:XPathError|Problem|Unfit|_refused)\(\s*"(\w+)"', text))
    raised |= set(re.findall(r'collector\.add\(\s*"(\w+)"', text))
    raised |= set(re.findall(r'yield "(\w+)", place', text))
    assert raised <= set(sentences())
    assert len(raised) > 60
