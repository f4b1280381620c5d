"""One step at a time: going on, going back, growing repeats, languages, what is refused and why."""

import json
from pathlib import Path

import pytest

from moeli.standards import xforms
from tests.standards.xforms.conftest import answered, begun, form_of, survey, the_context

BILINGUAL = Path(__file__).with_name("cases").joinpath("bilingual.md").read_text(encoding="utf-8")
GROWING = survey(
    "type | name | label",
    "begin_repeat | child | Child",
    "text | name | Name",
    "integer | age | Age",
    "end_repeat | | ",
    "text | last | Last",
)
PAGE = survey(
    "type | name | label | appearance | relevant | required",
    "begin_group | page | The page | field-list | | ",
    "select_one yn | alone | Alone? | | | yes",
    "text | who | With whom? | | ${alone} = 'no' | yes",
    "end_group | | | | | ",
    "text | end | End | | | ",
    choices=("yn | yes | Yes", "yn | no | No"),
)


def codes(problems: tuple[xforms.Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_texts_hints_sounds_and_messages_come_in_the_language_of_the_run() -> None:
    session = begun(BILINGUAL, "Sesotho (st)")
    question = session.current.questions[0]
    assert question.label.text == "Lebitso la hau"
    assert question.label.media == {"audio": "name-st.mp3"}
    assert question.hint.text == "Joalo ka phasepoteng"
    session.answer("Lineo")
    assert session.next() == ()
    question = session.current.questions[0]
    assert question.label.text == "Lilemo tsa Lineo"
    assert question.hint.guidance == "Bala lilemo"
    assert session.answer(130)[0].message == "Ka tlase ho 120"
    session.language = "English (en)"
    assert session.current.questions[0].label.text == "Age of Lineo"
    assert session.answer(130)[0].message == "Below 120"


def test_a_language_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(xforms.FormError) as refused:
        begun(BILINGUAL, "French (fr)")
    assert codes(refused.value.problems) == ["language_missing"]
    session = begun(BILINGUAL)
    with pytest.raises(ValueError, match="language"):
        session.language = "French (fr)"


def test_an_answer_that_is_refused_leaves_the_one_before_as_it_was() -> None:
    session = begun(BILINGUAL)
    session.next()
    assert session.answer(30) == ()
    assert codes(session.answer(130)) == ["constraint"]
    assert codes(session.answer("many")) == ["not_an_integer"]
    assert session.values()["/data/age"] == "30"


def test_a_required_question_holds_us_and_an_answer_lets_us_go() -> None:
    session = begun(
        survey("type | name | label | required", "text | a | A | yes", "text | b | B | ")
    )
    assert codes(session.next()) == ["required"]
    assert session.current.key == "/data/a"
    session.answer("x")
    assert session.next() == ()
    assert session.current.key == "/data/b"
    assert session.back() is True
    assert session.back() is False


def test_one_page_asks_all_its_relevant_questions_at_once() -> None:
    session = begun(PAGE)
    assert (session.current.kind, session.current.headings) == ("group", ("The page",))
    assert [each.path for each in session.current.questions] == ["/data/page/alone"]
    session.answer("no", "/data/page/alone")
    assert [each.path for each in session.current.questions] == [
        "/data/page/alone",
        "/data/page/who",
    ]
    assert codes(session.next()) == ["required"]
    session.answer("Thabo", "/data/page/who")
    assert session.next() == ()
    assert session.current.key == "/data/end"


def test_a_repeat_asks_for_more_until_it_is_declined_and_an_instance_can_go() -> None:
    session = begun(GROWING)
    for name in ("Thabo", "Neo"):
        if session.current.kind == "repeat":
            assert session.add_repeat() == ()
        session.answer(name)
        session.next()
        session.next()
    assert (session.current.kind, session.current.count) == ("repeat", 2)
    session.remove_repeat("/data/child[1]")
    assert session.values()["/data/child[1]/name"] == "Neo"
    assert (session.current.kind, session.current.count) == ("repeat", 1)
    session.next()
    assert session.current.key == "/data/last"
    with pytest.raises(ValueError, match="adds nothing"):
        session.add_repeat()
    with pytest.raises(ValueError, match="no instance"):
        session.remove_repeat("/data/last")


def test_the_last_instance_can_go_and_come_back_in_its_place() -> None:
    session = begun(GROWING)
    session.remove_repeat("/data/child[1]")
    assert session.current.kind == "repeat"
    assert "<child>" not in session.to_instance_xml()
    session.add_repeat()
    xml = session.to_instance_xml()
    assert xml.index("<child>") < xml.index("<last")


def test_a_choice_that_its_filter_no_longer_offers_is_dropped() -> None:
    session = begun(
        """
| survey |
| | type | name | label | choice_filter |
| | select_one country | k | K | |
| | select_multiple place | p | P | country = ${k} |
| choices |
| | list_name | name | label | country |
| | country | ls | L | |
| | country | za | S | |
| | place | maseru | Maseru | ls |
| | place | welkom | Welkom | za |
"""
    )
    session.answer("ls")
    session.next()
    session.answer(["maseru"])
    assert codes(session.answer("welkom")) == ["not_offered"]
    session.back()
    session.answer("za")
    assert session.values()["/data/p"] == ""


def test_answers_are_kept_while_their_question_is_not_relevant_and_not_submitted() -> None:
    session = begun(PAGE)
    session.answer("no", "/data/page/alone")
    session.answer("Thabo", "/data/page/who")
    session.answer("yes", "/data/page/alone")
    assert "<who>" not in session.to_instance_xml()
    session.answer("no", "/data/page/alone")
    assert "<who>Thabo</who>" in session.to_instance_xml()


def test_steps_show_everything_for_a_review_and_go_jumps_to_one() -> None:
    session = begun(GROWING)
    keys = [step.key for step in session.steps()]
    assert keys == ["/data/child[1]/name", "/data/child[1]/age", "/data/child[+]", "/data/last"]
    session.go("/data/last")
    assert session.progress() == (3, 4)
    with pytest.raises(ValueError, match="no such step"):
        session.go("/data/elsewhere")
    with pytest.raises(ValueError, match="no such question"):
        session.answer("x", "/data/child[1]/name")


def test_start_and_end_are_the_moments_of_the_context() -> None:
    session = begun(
        survey(
            "type | name | label",
            "start | start | ",
            "end | end | ",
            "today | day | ",
            "text | a | A",
        )
    )
    assert session.values()["/data/end"] == ""
    session.next()
    assert session.finished
    assert session.values()["/data/start"] == "2026-11-25T08:30:00.000+02:00"
    assert session.values()["/data/end"] == "2026-11-25T08:30:00.000+02:00"
    assert session.values()["/data/day"] == "2026-11-25"


def test_a_saved_run_is_json_and_of_one_edition_only() -> None:
    form = form_of(GROWING)
    session = xforms.begin(form, the_context())
    session.answer("Thabo")
    saved = json.loads(json.dumps(session.save()))
    assert xforms.resume(form, the_context(), saved).current == session.current
    for broken, code in (
        ({**saved, "version": "2"}, "saved_for_another"),
        ({**saved, "values": [["nothing", "x"]]}, "saved_broken"),
        ({**saved, "values": "x"}, "saved_broken"),
        ({**saved, "values": [["child", [["name", ["x"]]]]]}, "saved_broken"),
        ({**saved, "values": None}, "saved_broken"),
        ({}, "saved_for_another"),
    ):
        with pytest.raises(xforms.FormError) as refused:
            xforms.resume(form, the_context(), broken)
        assert codes(refused.value.problems) == [code]


def test_once_keeps_a_number_that_was_drawn() -> None:
    draws = iter((0.25, 0.75, 0.5))
    context = xforms.Context(the_context().now, lambda: next(draws), the_context().uuid)
    form = form_of(
        survey(
            "type | name | label | calculation",
            "integer | a | A | ",
            "calculate | drawn | | once(random() + ${a} * 0)",
        )
    )
    session = xforms.begin(form, context)
    session.answer(1)
    first = session.values()["/data/drawn"]
    session.answer(2)
    assert session.values()["/data/drawn"] == first
    assert xforms.resume(form, context, session.save()).values()["/data/drawn"] == first


def test_more_repetitions_than_the_cap_are_refused_and_said() -> None:
    session = begun(
        survey(
            "type | name | label | repeat_count",
            "integer | n | N | ",
            "begin_repeat | r | R | ${n}",
            "text | x | X | ",
            "end_repeat | | | ",
        )
    )
    session.answer(1_000_000_000)
    assert codes(session.problems()) == ["too_many_repeats"]
    session.answer(2)
    assert session.problems() == ()


def test_an_expression_that_fails_is_a_problem_and_not_an_exception() -> None:
    session = begun(
        survey(
            "type | name | label | calculation", "text | a | A | ", "calculate | c | | date(${a})"
        )
    )
    session.answer("no date")
    assert codes(session.problems()) == ["not_a_date"]
    session.answer("2026-11-25")
    assert session.problems() == ()
    assert session.values()["/data/c"] == "2026-11-25"


def test_a_submission_with_an_answer_that_nobody_asked_for_is_named() -> None:
    form = form_of(GROWING)
    child = "<child><name>Neo</name><age>3</age></child>"
    data = f'<data id="data">{child}<last/><salary>9</salary></data>'.encode()
    session, problems = xforms.submitted(form, data, the_context())
    assert [(each.code, each.where) for each in problems] == [("outside_form", "/data/salary")]
    assert session.values()["/data/child[1]/name"] == "Neo"
    with pytest.raises(xforms.FormError):
        xforms.submitted(form, b'<data id="another"/>', the_context())
    with pytest.raises(xforms.FormError) as refused:
        xforms.submitted(form, b'<data id="data" encrypted="yes"/>', the_context())
    assert codes(refused.value.problems) == ["encrypted"]


def test_a_submission_that_breaks_a_rule_is_read_and_named() -> None:
    form = form_of(
        survey(
            "type | name | label | constraint | constraint_message", "integer | a | A | . < 5 | few"
        )
    )
    _, problems = xforms.submitted(form, b'<data id="data"><a>9</a></data>', the_context())
    assert [(each.code, each.message) for each in problems] == [("constraint", "few")]


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        ("integer", "1.5", "not_an_integer"),
        ("integer", "99999999999", "not_an_integer"),
        ("decimal", "1e5", "not_a_decimal"),
        ("date", "2026-02-30", "not_a_date_answer"),
        ("date", "25.11.2026", "not_a_date_answer"),
        ("time", "25:00", "not_a_time_answer"),
        ("dateTime", "2026-11-25", "not_a_moment_answer"),
        ("text", "\x00", "answer_characters"),
        ("text", "x" * 20_001, "answer_too_long"),
        ("select_one yn", "maybe", "not_offered"),
        ("select_multiple yn", "yes maybe", "not_offered"),
        ("rank yn", "yes", "rank_incomplete"),
        ("range", "11", "out_of_range"),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_its_reason(
    kind: str, answer: str, code: str
) -> None:
    session = begun(
        survey("type | name | label", f"{kind} | a | A", choices=("yn | yes | Y", "yn | no | N"))
    )
    problems = session.answer(answer)
    assert codes(problems) == [code]
    assert xforms.sentence(problems[0], "st") != xforms.sentence(problems[0], "en")


def test_a_note_cannot_be_answered() -> None:
    session = begun(survey("type | name | label", "note | a | Read this"))
    assert session.current.questions[0].readonly
    assert codes(session.answer("x")) == ["readonly"]
    assert answered(session, {}) == []


def test_what_ceases_to_be_relevant_reads_as_empty_at_once_and_comes_back() -> None:
    session = begun(
        survey(
            "type | name | label | relevant | calculation",
            "select_one yn | ok | OK? | | ",
            "begin_group | part | Part | ${ok} = 'yes' | ",
            "integer | n | N | | ",
            "end_group | | | | ",
            "calculate | told | | | concat('n', coalesce(${n}, 'one'), count(${n}))",
            "text | more | More | ${n} = '' | ",
            choices=("yn | yes | Yes", "yn | no | No"),
        )
    )
    session.answer("yes")
    session.next()
    session.answer(5)
    assert session.values()["/data/told"] == "n51"
    assert not session.relevance()["/data/more"]
    session.back()
    session.answer("no")
    assert session.values()["/data/told"] == "none0"
    assert session.relevance()["/data/more"]
    session.answer("yes")
    assert session.values()["/data/told"] == "n51"


def test_repeats_inside_repeats_stop_at_the_cap_of_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moeli.standards.xforms.instance.MOST_NODES", 500)
    session = begun(
        survey(
            "type | name | label | repeat_count",
            "integer | n | N | ",
            "begin_repeat | r | R | ${n}",
            "begin_repeat | s | S | ${n}",
            "text | x | X | ",
            "end_repeat | | | ",
            "end_repeat | | | ",
        )
    )
    assert session.answer(100) == ()
    assert "too_many_nodes" in codes(session.problems())
    assert len(session.relevance()) <= 500
    session.answer(3)
    assert session.problems() == ()
    assert session.to_instance_xml().count("<x/>") == 9


def test_a_repeat_that_grows_stops_at_the_cap_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    session = begun(GROWING)
    session.go("/data/child[+]")
    monkeypatch.setattr("moeli.standards.xforms.instance.MOST_NODES", 5)
    assert codes(session.add_repeat()) == ["too_many_nodes"]
    assert session.current.count == 1


def test_a_resumed_run_keeps_its_identity_and_its_moment_of_beginning() -> None:
    form = form_of(survey("type | name | label", "start | start | ", "text | a | A"))
    session = xforms.begin(form, the_context())
    later = xforms.Context(
        now=lambda: the_context().now().replace(hour=17),
        random=lambda: 0.1,
        uuid=lambda: "another",
    )
    resumed = xforms.resume(form, later, session.save())
    assert resumed.values() == session.values()
    assert resumed.to_instance_xml() == session.to_instance_xml()
