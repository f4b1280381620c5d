"""A questioned document: asked once, answered once, learnt from without naming anybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.services import decide, open_inspection
from moeli.documents import rules, selectors
from moeli.documents.lessons import names_somebody
from moeli.documents.models import Examination, Lesson, Picture
from moeli.documents.services import Answered, answer_question, ask_expert, keep_file
from moeli.documents.services.inspecting import Said, inspect_picture
from moeli.platform import clock, room
from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal import exchange
from moeli.platform.journal.models import Entry
from moeli.platform.notices.models import Notice
from moeli.specimens.alterations import ALTERATIONS
from moeli.specimens.specimen import draw as draw_page
from moeli.standards import icao9303
from tests.crossings.replaying import again, rows, told
from tests.documents.drawn import DESK, acting, jpeg, specimen
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ZONE = "\n".join(specimen().lines)
ALTERED = Answered(
    verdict="altered",
    remark="Keep the document; the police come.",
    group="photo",
    lesson="A second photo is glued over the first: tilt it, its edge throws a shadow.",
)
Ask = Callable[..., Examination]


def inspection_at(place: str = "MSB", zone: str = ZONE) -> Inspection:
    return open_inspection(
        actor=SYSTEM,
        place=place,
        desk="Desk 1",
        direction=Direction.ENTRY,
        zone=zone,
        reason="primary",
    )


@pytest.fixture
def ask(officer: Actor) -> Ask:
    def asked(inspection: Inspection | None = None) -> Examination:
        open_one = inspection or inspection_at()
        return ask_expert(
            actor=officer,
            inspection_id=open_one.id,
            groups=["photo", "lamina"],
            motive="The edge of the photo can be felt.",
        )

    return asked


def answer(expert: Actor, question: Examination, answered: Answered = ALTERED) -> Examination:
    return answer_question(actor=expert, examination_id=question.id, answered=answered)


@pytest.mark.both_engines
def test_a_question_goes_to_the_expert_with_its_picture_and_its_clock(
    officer: Actor, expert: Actor
) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=jpeg())
    inspection = inspect_picture(
        actor=officer,
        desk=DESK,
        direction=Direction.ENTRY,
        picture_id=picture.id,
        said=Said(),
    )
    asked = ask_expert(actor=officer, inspection_id=inspection.id, groups=["photo"])
    waits = asked.reply_by - asked.asked_at
    assert abs(waits - rules.reply_time(clock.today())) < timedelta(seconds=1)
    notice = Notice.objects.get(kind="examination.asked")
    assert (notice.role, notice.place) == ("document_examiner", "")
    seen = selectors.question(expert, asked.id)
    assert seen.picture.startswith(b"\xff\xd8\xff")
    assert len(seen.picture) <= 120_000
    assert seen.document
    assert seen.document.lines == specimen().lines
    assert seen.may_answer


def test_the_desk_sees_question_and_answer_but_the_expert_alone_the_document(
    officer: Actor, expert: Actor, ask: Ask
) -> None:
    question = ask()
    answer(expert, question)
    seen = selectors.question(officer, question.id)
    assert (seen.row.verdict, seen.remark) == ("altered", ALTERED.remark)
    assert (seen.document, seen.picture, seen.may_answer) == (None, b"", False)
    assert Notice.objects.get(kind="examination.asked").settled_at
    assert Notice.objects.get(kind="examination.answered").place == "MSB"


def test_one_document_is_asked_about_once_and_answered_once(expert: Actor, ask: Ask) -> None:
    inspection = inspection_at()
    question = ask(inspection)
    with refused("already_questioned"):
        ask(inspection)
    answer(expert, question)
    with refused("question_answered"):
        answer(expert, question)


def test_nothing_is_asked_about_an_inspection_that_is_over(officer: Actor, ask: Ask) -> None:
    inspection = inspection_at()
    decide(
        actor=SYSTEM,
        inspection_id=inspection.id,
        outcome=Outcome.ADMITTED,
        idempotency_key=uuid7(),
    )
    with refused("question_too_late"):
        ask(inspection)


@pytest.mark.parametrize("groups", [[], ["no such group"], ["photo", "no such group"]])
def test_a_question_says_what_seems_wrong(officer: Actor, groups: list[str]) -> None:
    with refused("question_motive"):
        ask_expert(actor=officer, inspection_id=inspection_at().id, groups=groups)


def test_a_lesson_is_kept_for_everybody_and_names_nobody(expert: Actor, ask: Ask) -> None:
    answer(expert, ask())
    (lesson,) = selectors.lessons(acting("primary_officer", "MPB"))
    assert (lesson.group, lesson.what, lesson.issuing_state) == ("photo", ALTERED.lesson, "IRN")
    assert selectors.lessons(expert, "stitching") == ()


@pytest.mark.parametrize(
    "lesson",
    [
        "The passport BFO14555 has a second photo.",
        "The passport bfo-145 55 has a second photo.",
        "Ms Qadu's photo was exchanged.",
        "Born 690604, or so the page says.",
    ],
)
def test_a_lesson_that_names_somebody_is_refused(expert: Actor, ask: Ask, lesson: str) -> None:
    question = ask()
    with refused("lesson_personal"):
        answer(expert, question, Answered(verdict="altered", group="photo", lesson=lesson))
    assert Lesson.objects.count() == 0
    assert not Examination.objects.get().verdict


def test_what_the_drawn_alterations_say_is_a_lesson() -> None:
    for alteration in ALTERATIONS.values():
        page = draw_page(3, format="TD3", dpi=100, altered=(alteration,))
        document = icao9303.read(page.lines, clock.today())
        for finding in page.findings:
            assert finding.group in {row.id for row in rules.groups(clock.today())}
            assert not names_somebody(finding.what, document)


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (Answered(verdict="fine"), "question_verdict"),
        (Answered(verdict="altered"), "question_group"),
        (Answered(verdict="altered", group="photo"), "question_group"),
        (
            Answered(verdict="altered", group="nothing", lesson="Seen by its edge."),
            "question_group",
        ),
        (Answered(verdict="genuine", remark="x" * 401), "question_long"),
    ],
)
def test_an_answer_is_whole(expert: Actor, ask: Ask, answered: Answered, code: str) -> None:
    question = ask()
    with refused(code):
        answer(expert, question, answered)


def test_a_genuine_document_teaches_nothing(expert: Actor, ask: Ask) -> None:
    answer(expert, ask(), Answered(verdict="genuine", lesson="not asked for"))
    assert Lesson.objects.count() == 0


def test_another_port_and_another_role_know_of_no_question(ask: Ask) -> None:
    question = ask()
    for stranger in (acting("primary_officer", "MPB"), acting("list_owner"), acting("auditor")):
        with refused("absent"):
            selectors.question(stranger, question.id)
        with refused("absent"):
            answer(stranger, question)
    with refused("absent"):
        answer(acting("primary_officer"), question)  # who asks does not answer


def test_reading_a_question_is_recorded(expert: Actor, ask: Ask) -> None:
    question = ask()
    selectors.question(expert, question.id)
    assert Entry.objects.filter(verb="record.read", subject=str(question.id)).count() == 1


def test_what_is_late_comes_first(expert: Actor, ask: Ask) -> None:
    first = ask()
    with clock.standing_still(clock.now() + timedelta(hours=1)):
        ask(inspection_at(zone=ZONE.replace("BFO14555<0", "BFO14556<1")))
        waiting, answered = selectors.questions(expert)
    assert waiting[0].id == first.id
    assert (len(waiting), answered) == (2, ())


def test_entries_told_again_change_nothing(officer: Actor, expert: Actor, ask: Ask) -> None:
    picture = keep_file(actor=officer, desk=DESK, data=jpeg())
    inspection = inspect_picture(
        actor=officer,
        desk=DESK,
        direction=Direction.ENTRY,
        picture_id=picture.id,
        said=Said(lines=ZONE.replace("DURA", "DURO")),
    )
    answer(expert, ask(inspection))
    tables = ((Picture, "reading", "answers"), (Examination, "question", "picture", "answer"))
    tables = (*tables, (Lesson,))  # type: ignore[assignment]  # tuples of a table and fields
    before = [rows(*table) for table in tables]
    entries = told(
        "picture.kept",
        "picture.answered",
        "examination.asked",
        "examination.answered",
        "lesson.written",
    )
    assert len(entries) == 5
    again(entries)
    assert [rows(*table) for table in tables] == before


def test_a_question_of_a_post_is_heard_at_headquarters_and_its_answer_at_the_post(
    expert: Actor, ask: Ask
) -> None:
    answer(expert, ask())
    post, headquarters = uuid7(), uuid7()
    asked, answered = (
        [replace(each, id=uuid7(), node=node) for each in told(verb)]
        for verb, node in (("examination.asked", post), ("examination.answered", headquarters))
    )
    Notice.objects.all().delete()
    Examination.objects.all().delete()
    exchange.take_effect(asked)
    assert Notice.objects.get(kind="examination.asked").role == "document_examiner"
    assert selectors.question(expert, Examination.objects.get().id).document
    exchange.take_effect(answered)
    assert Examination.objects.get().verdict == "altered"
    assert Notice.objects.get(kind="examination.answered").place == "MSB"
    assert room.verbs()["examination.asked"].reach is room.Reach.UP
    assert room.verbs()["examination.answered"].reach is room.Reach.DOWN
    assert room.verbs()["lesson.written"].reach is room.Reach.DOWN
    assert room.verbs()["picture.kept"].reach is room.Reach.NODE
