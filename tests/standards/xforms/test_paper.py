"""A form on paper: every question in its order, asked or not, in each language."""

from moeli.standards import xforms

FORM = b"""
| survey |
| | type | name | label::English (en) | label::Sesotho (st) | relevant | choice_filter |
| | text | name | Your name | Lebitso | | |
| | begin_group | g | About ${name} | Ka ${name} | | |
| | integer | age | Age | Lilemo | ${name} != '' | |
| | select_one place | where | Where? | Kae? | | district = ${name} |
| | end_group | | | | | |
| | begin_repeat | child | Child | Ngoana | | |
| | note | hello | Hello | Lumela | | |
| | end_repeat | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Sesotho (st) | district |
| | place | a | Maseru Bridge | Maseru | x |
| | place | b | Maputsoe | Maputsoe | y |
| settings |
| | form_id | default_language | scope |
| | paper | English (en) | form |
"""


def form() -> xforms.Form:
    report = xforms.lint(FORM)
    assert report.form
    return report.form


def test_every_line_stands_in_its_order_and_questions_are_counted() -> None:
    lines = xforms.on_paper(form(), "English (en)")
    assert [(each.kind, each.path[-1], each.number, each.depth) for each in lines] == [
        ("question", "name", 1, 0),
        ("group", "g", 0, 0),
        ("question", "age", 2, 1),
        ("question", "where", 3, 1),
        ("repeat", "child", 0, 0),
        ("question", "hello", 4, 1),
    ]


def test_words_are_those_of_the_language_and_values_are_dots() -> None:
    english, sesotho = (xforms.on_paper(form(), each) for each in form().languages)
    assert english[1].label.text.replace(" ", "") == "About…"
    assert sesotho[2].label.text == "Lilemo"


def test_a_filtered_list_is_whole_on_paper() -> None:
    lines = xforms.on_paper(form(), "English (en)")
    assert [each.label.text for each in lines[3].choices] == ["Maseru Bridge", "Maputsoe"]


def test_the_settings_sheet_is_told_whole() -> None:
    assert xforms.lint(FORM).settings["scope"] == "form"
    assert xforms.lint(b"no form").settings == {}
