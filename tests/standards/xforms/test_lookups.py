"""Choices that lie beside the form, and older ways of writing them: they offer what they should."""

import pytest

from moeli.standards import xforms
from tests.standards.xforms.conftest import answered, begun, survey, the_context
from tests.standards.xforms.test_bad_forms import form, searching
from tests.standards.xforms.test_workbooks import workbook

ITEMSETS = (
    b"list_name,name,label::English (en),label::Sesotho (st),district\n"
    b"posts,mb,Maseru Bridge,Borokho ba Maseru,maseru\nposts,sp,Sani Pass,Sani,mokhotlong\n"
    b"roads,a1,A1,A1,maseru\n"
)
TONGUES = "".join(
    f'<translation lang="{each}"><text id="t"><value>{each}</value></text></translation>'
    for each in ("English (en)", "Sesotho (st)")
)
ITEXT = f"<itext>{TONGUES}</itext>"
FRUITS = b"key,name,kind,season\nm,Mango,stone,summer\nf,Fig,soft,winter\np,Plum,stone,winter\n"


def offered(session: xforms.Session) -> list[tuple[str, str]]:
    question = session.current.questions[0]
    return [(choice.value, choice.label.text) for choice in question.choices]


def test_a_query_offers_the_filtered_rows_of_its_list_in_the_language_of_the_run() -> None:
    query = "instance('posts')/root/item[district = /data/a]"
    body = f'<input ref="/data/a"/><input ref="/data/r/x" query="{query}"/>'
    made = xforms.load(form(ITEXT, body=body), {"itemsets.csv": ITEMSETS})
    session = xforms.begin(made, the_context(), "Sesotho (st)")
    session.answer("maseru")
    session.next()
    assert offered(session) == [("mb", "Borokho ba Maseru")]
    session.language = "English (en)"
    assert offered(session) == [("mb", "Maseru Bridge")]
    assert [problem.code for problem in session.answer("sp")] == ["not_offered"]


@pytest.mark.parametrize(
    ("call", "values"),
    [
        ("search('fruits')", ["m", "f", "p"]),
        ("minimal search('fruits', 'matches', 'kind', 'stone')", ["m", "p"]),
        ("search('fruits', 'contains', 'name, kind', 'um')", ["p"]),
        ("search('fruits', 'startswith', 'name', /data/r/x)", ["f"]),
        ("search('fruits', 'endswith', 'kind', ../r/x, 'season', 'winter')", []),
        ("search('fruits', 'matches', 'kind', 'stone', 'season', 'winter')", ["p"]),
    ],
)
def test_search_offers_the_rows_that_its_test_and_filter_let_through(
    call: str, values: list[str]
) -> None:
    select = searching(call).replace(">name<", ">key<").replace(">label<", ">name<")
    made = xforms.load(form(body=select, instance="<a/><r><x>F</x></r>"), {"fruits.csv": FRUITS})
    session = xforms.begin(made, the_context())
    assert [value for value, _ in offered(session)] == values
    assert session.current.questions[0].appearance == call.partition("search")[0].strip()


@pytest.mark.parametrize(
    "call", ["search('l', 'near', 'name', 'x')", "search('l', 'matches')", "search(/data/a)"]
)
def test_a_search_that_cannot_be_read_is_refused(call: str) -> None:
    report = xforms.lint(form(body=searching(call)), {"l.csv": b"name,label\na,A\n"})
    assert [each.code for each in report.findings] == ["search_appearance"]


EXTERNAL = survey(
    "type | name | label | choice_filter",
    "select_one district | d | D | ",
    "select_one_external posts | p | P | district=${d}",
    choices=("district | maseru | Maseru", "district | leribe | Leribe"),
) + (
    "| external_choices |\n| | list_name | name | label | district |\n"
    "| | posts | bridge | Maseru Bridge | maseru |\n"
    "| | posts | bridge | Ficksburg Bridge | leribe |\n"
)


def test_an_external_list_needs_no_file_beside_the_form() -> None:
    session = begun(EXTERNAL)
    session.answer("leribe")
    session.next()
    assert offered(session) == [("bridge", "Ficksburg Bridge")]
    twice = EXTERNAL.replace("| leribe | Leribe", "| maseru | Leribe")
    finding = xforms.lint(twice.encode()).findings[0]
    assert (finding.code, finding.sheet, finding.row) == ("choice_twice", "choices", 3)


CASCADES = (
    ("name", "phase", "district", "site"),
    ("label", "Phase", "District", "Site"),
    ("choice_label", "A", "Berea", "Ha Koone (BR-329)"),
    ("choice_label", "A", "Berea", "Ha Makebe"),
    ("choice_label", "A", "Leribe", "Mahobong"),
    ("choice_label", "B", "Berea", "Lekhalong"),
)


def test_a_cascade_asks_each_level_under_the_answers_above_it() -> None:
    rows = (("type", "name", "label"), ("cascading_select site", "q", ""), ("text", "t", "T"))
    report = xforms.lint(workbook({"survey": rows, "cascades": CASCADES}))
    assert report.sound
    assert report.form is not None
    session = xforms.begin(report.form, the_context())
    assert session.current.questions[0].label.text == "Phase"
    answers = {"/data/q_phase": "A", "/data/q_district": "Berea", "/data/q": "Ha_Koone_BR_329"}
    assert answered(session, answers) == []
    session.go("/data/q")
    assert offered(session) == [
        ("Ha_Koone_BR_329", "Ha Koone (BR-329)"),
        ("Ha_Makebe", "Ha Makebe"),
    ]


def test_what_is_wrong_behind_a_cascade_is_told_at_the_row_that_was_written() -> None:
    rows = (
        ("type", "name", "label"),
        ("cascading_select site", "q", ""),
        ("select_one nothing", "t", "T"),
    )
    finding = xforms.lint(workbook({"survey": rows, "cascades": CASCADES})).findings[0]
    assert (finding.code, finding.row) == ("list_unknown", 3)
    missing = (rows[0], ("cascading_select village", "q", ""))
    finding = xforms.lint(workbook({"survey": missing, "cascades": CASCADES})).findings[0]
    assert (finding.code, finding.row) == ("list_unknown", 2)


def test_lists_may_stand_in_a_sheet_of_choices_and_columns() -> None:
    rows = (("type", "name", "label"), ("select_one yn", "q", "Q"))
    lists = (("list name", "name", "label"), ("yn", "yes", "Yes"))
    for name in ("choices and columns", "columns"):
        assert xforms.lint(workbook({"survey": rows, name: lists})).sound


def test_a_walk_that_its_first_answers_lead_into_a_corner_tries_others() -> None:
    select = "<itemset nodeset=\"instance('l')/root/item[starts-with(name, /data/a)]\"/>"
    needed = '<bind nodeset="/data/a" required="true()"/><bind nodeset="/data/r/x" required="1"/>'
    item = "<item><name>banana</name></item>"
    made = form(
        f'<instance id="l"><root>{item}</root></instance>{needed}',
        body=f'<input ref="/data/a"/><select1 ref="/data/r/x">{select}</select1>',
    )
    walked = xforms.walked(xforms.load(made), the_context())
    assert walked.session is not None
    assert (walked.reached, walked.session.values()["/data/r/x"]) == (True, "banana")
