"""Forms drawn by chance, with rules for their answers, and answers made up; some are left out."""

from collections.abc import Iterator, Mapping
from itertools import count
from random import Random
from typing import Any, NamedTuple

from moeli.standards import xforms
from tests.standards.xforms.apart import parting, points
from tests.standards.xforms.conftest import the_context
from tests.standards.xforms.drawn import drawn

_LEFT_OUT = 0.15


class Filled(NamedTuple):
    """The sheets of a form, and what is answered in it, by place."""

    seed: int
    sheets: bytes
    answers: Mapping[str, Any]


def filled(seed: int, *, settled: bool) -> Filled:
    """One form and its answers; the same for the same seed."""
    sheets, random = ruled(drawn(seed, settled=settled), seed).encode(), Random(seed)
    form = xforms.lint(sheets).form
    assert form is not None
    walked = xforms.walked(form, the_context(), seed)
    assert walked.session is not None
    assert walked.reached, walked.why
    asked = (question for step in walked.session.steps() for question in step.questions)
    given = {q.path: q.value for q in asked if q.value and not q.readonly}
    kept = {at: said for at, said in given.items() if random.random() > _LEFT_OUT}
    return Filled(seed, sheets, kept)


def meeting_a_point() -> Iterator[Filled]:
    """The forms, in the order of their seeds, that meet a point of `cases/apart.toml`."""
    yield from filter(meets_a_point, (filled(seed, settled=False) for seed in count()))


def meets_a_point(paper: Filled) -> bool:
    """Whether our engine, parted as browsers are, comes to something else."""
    theirs = [point.name for point in points() if point.browsers != point.ours]
    with parting(*theirs):
        parted = _outcome(paper)
    return parted != _outcome(paper)


def _outcome(paper: Filled) -> object:
    form = xforms.lint(paper.sheets).form
    assert form is not None
    session = xforms.begin(form, the_context())
    left, verdicts = dict(paper.answers), []
    while not session.finished:
        while asked := [q.path for q in session.current.questions if q.path in left]:
            verdicts += session.answer(left.pop(asked[0]), asked[0])
        assert session.next() == ()
    return verdicts, session.relevance(), session.values(), session.to_instance_xml()


def ruled(sheets: str, seed: int) -> str:
    """The same form, its questions with rules for their answers."""
    random = Random(seed)
    rules = {
        "integer": (". > 2", ". != 3 and . < 20", ". mod 2 = 0 or . > 5"),
        "decimal": (". <= 30", ". * 2 > 0.5", "string-length(.) < 6"),
        "text": ("string-length(.) < 7", "regex(., '[A-Z].*')", ". != 'a'"),
        "date": (". > date('2025-06-01')", ". <= today()"),
    }
    lines = []
    for line in sheets.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        rule = random.choice(rules[cells[0]]) if cells[0] in rules else ""
        rule = "constraint" if cells[0] == "type" else rule
        lines.append(f"{line} {rule} |" if len(cells) > 1 and "survey" not in line else line)
    return "\n".join(lines) + "\n"
