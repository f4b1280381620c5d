"""The form engine: loads, answers, long lists, on forms made for the purpose."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from statistics import median
from time import process_time
from typing import Any

from moeli.standards import xforms
from moeli.standards.xforms.xpath import compiled, parse

_NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)

_BUDGETS = {200: (None, "0.5"), 5_000: ("2,000", "5")}  # milliseconds: to load, a step


def run(*, quick: bool) -> dict[str, Any]:
    """Milliseconds of one core (median), beside the budget."""
    rounds = 3 if quick else 20
    sizes = (100, 200, 1_000 if quick else 5_000)
    return {
        "forms": "every 4th question calculated from two others, every 5th relevant by another",
        "rows": [
            row
            for size in sizes
            for row in _of_size(size, rounds if size < sizes[-1] else min(rounds, 5))
        ]
        + list(_as_authors_write(sizes[-1], min(rounds, 3)))
        + list(_cascade(10_000, rounds))
        + list(_memory(sizes[-1])),
    }


def sheets_of(questions: int) -> bytes:
    """The sheets of a drawn questionnaire."""
    rows = ["| survey |", "| | type | name | label | relevant | calculation | constraint |"]
    for at in range(questions):
        relevant = f"${{q{at - 2}}} > 0" if at % 5 == 4 else ""
        if at % 4 == 3:
            rows.append(f"| | calculate | q{at} | | | ${{q{at - 1}}} + ${{q{at - 2}}} | |")
        else:
            rows.append(f"| | integer | q{at} | Question {at} | {relevant} | | . < 1000 |")
    return "\n".join(rows).encode()


def _of_size(questions: int, rounds: int) -> Iterator[dict[str, Any]]:
    sheets = sheets_of(questions)
    data = xforms.lint(sheets).xform
    form = xforms.load(data)
    linted = _timed(lambda: _new_here(sheets), min(rounds, 3))
    loaded = _timed(lambda: xforms.load(data), rounds)
    begun = _timed(lambda: xforms.begin(form, _context()), rounds)
    to_load, to_step = _BUDGETS.get(questions, (None, None))
    yield _row(f"sheets to findings, {questions} questions", linted, to_load)
    yield _row(f"load, {questions} questions", loaded, to_load)
    yield _row(f"begin, {questions} questions", begun, None)
    yield _row(f"answered step, {questions} questions", _steps(form), to_step)


def workbook_of(questions: int) -> bytes:
    """An Excel workbook in two languages with so many rows."""
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(("type", "name", "label::English (en)", "label::Sesotho (st)", "relevant"))
    for at in range(questions):
        relevant = f"${{q{at - 2}}} > 0" if at % 5 == 4 else ""
        survey.append(("integer", f"q{at}", f"Question {at}", f"Potso {at}", relevant))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _as_authors_write(questions: int, rounds: int) -> Iterator[dict[str, Any]]:
    data = workbook_of(questions)
    linted = _timed(lambda: _new_here(data), rounds)
    budget = _BUDGETS.get(questions, (None, None))[0]
    yield _row(f"workbook of two languages to findings, {questions} rows", linted, budget)


def _new_here(data: bytes) -> xforms.Report:
    """The findings of a form of which not one expression has been read before."""
    parse.cache_clear()
    compiled.cache_clear()
    return xforms.lint(data)


def _memory(questions: int) -> Iterator[dict[str, Any]]:
    """What stays of a loaded form and of a run, and the most that was held meanwhile."""
    data = xforms.lint(sheets_of(questions)).xform
    tracemalloc.start()
    try:
        form = xforms.load(data)
        loaded, most = tracemalloc.get_traced_memory()
        session = xforms.begin(form, _context())
        run = tracemalloc.get_traced_memory()[0] - loaded
        assert session.current.questions
    finally:
        tracemalloc.stop()
    for name, size in (("loaded", loaded), ("at most while loading", most), ("a run", run)):
        yield {"work": f"memory, {questions} questions: {name}", "MB": round(size / 1e6, 1)}


def _steps(form: xforms.Form) -> list[float]:
    session = xforms.begin(form, _context())
    times: list[float] = []
    while not session.finished and len(times) < 500:
        began = process_time()
        assert session.current.questions
        session.answer(1)
        session.next()
        times.append(process_time() - began)
    return times


def _cascade(choices: int, rounds: int) -> Iterator[dict[str, Any]]:
    items = "".join(
        f"<item><name>p{at}</name><label>Place {at}</label><district>d{at % 100}</district></item>"
        for at in range(choices)
    )
    data = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>C</h:title><model><instance><data id="c"><d/><p/></data></instance>'
        f'<instance id="places"><root>{items}</root></instance></model></h:head><h:body>'
        '<input ref="/data/d"><label>District</label></input><select1 ref="/data/p"><label>Place'
        "</label><itemset nodeset=\"instance('places')/root/item[district = /data/d]\">"
        '<value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>'
    ).encode()
    yield _row(f"load, {choices} choices", _timed(lambda: xforms.load(data), min(rounds, 5)), None)
    session = xforms.begin(xforms.load(data), _context())
    session.answer("d7")
    session.next()
    yield _row(f"cascade among {choices} choices", _timed(lambda: session.current, rounds), None)


def _timed(does: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = process_time()
        does()
        times.append(process_time() - began)
    return times


def _row(name: str, times: list[float], budget: str | None) -> dict[str, Any]:
    middle = median(times)
    return {
        "work": name,
        "ms": round(middle * 1_000, 3),
        "worst ms": round(max(times) * 1_000, 3),
        "a second": round(1 / middle),
        "budget ms": budget,
        "MB": None,
    }


def _context() -> xforms.Context:
    return xforms.Context(now=lambda: _NOW, random=lambda: 0.5, uuid=lambda: "0")
