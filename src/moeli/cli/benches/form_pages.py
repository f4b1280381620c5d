"""A page of a run: what the person waits for, beside what the form engine takes of it."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

from moeli.cli.benches.forms import sheets_of

if TYPE_CHECKING:
    from moeli.platform.access.actor import Actor

_SIZES = (20, 200)


def run(*, quick: bool) -> dict[str, Any]:
    """Milliseconds of one core (median) for each part of a page, by the size of the form."""
    with tempfile.TemporaryDirectory(prefix="moeli-bench-") as home:
        _move_in(Path(home))
        from django.db import connection

        rows = [row for size in _SIZES for row in _of_size(size, 10 if quick else 60)]
        connection.close()
    return {"page": "processor time; SQLite in a folder of its own, vault and journal included"} | {
        "rows": rows
    }


def _move_in(home: Path) -> None:
    os.environ["MOELI_HOME"] = str(home)
    for name in ("MOELI_DATABASE_URL", "MOELI_TRANSIT_ADDRESS"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "moeli.config.settings.dev"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _of_size(questions: int, rounds: int) -> list[dict[str, Any]]:
    from moeli.forms import services
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.ids import uuid7

    begun = services.begin(actor=SYSTEM, form=_published(questions), idempotency_key=uuid7())
    turns = [_turn(begun.id, turn) for turn in range(min(rounds, questions // 2))]
    engine, taken, drawn = zip(*turns, strict=True)
    budget = "0.5" if questions == max(_SIZES) else None
    return [
        _row(f"engine alone, {questions} questions", engine, budget),
        _row(f"page taken, {questions} questions", taken, None),
        _row(f"page drawn, {questions} questions", drawn, None),
    ]


def _turn(run_id: UUID, turn: int) -> tuple[float, float, float]:
    """One page: the engine's part alone, the service that takes it, the next page as HTML."""
    from moeli.forms import running, selectors, services
    from moeli.forms.running import Act
    from moeli.platform.access.actor import SYSTEM

    opened = selectors.open_run(SYSTEM, run_id)
    step, session = opened.session.current.key, running.resumed(opened.loaded.form, opened.kept)
    act = Act(step, "next", (step,), {step: ("1",)})
    return (
        _timed(lambda: (session.answer(1), session.next())),
        _timed(lambda: services.answer(actor=SYSTEM, run_id=run_id, turn=turn, act=act)),
        _timed(lambda: _draw(run_id, turn + 1)),
    )


def _draw(run_id: UUID, turn: int) -> None:
    from django.template.loader import render_to_string

    from moeli.forms import selectors
    from moeli.forms.presenters.step import step_page
    from moeli.platform.access.actor import SYSTEM

    page = step_page(selectors.open_run(SYSTEM, run_id), turn)
    render_to_string("moeli/forms/step.html", {"page": page, "newer": False})


def _published(questions: int) -> str:
    """The drawn questionnaire in force; its name."""
    from moeli.forms import services
    from moeli.platform.approvals import services as approvals
    from moeli.platform.publications import services as publications

    name, author = f"bench{questions}", _person(f"author{questions}")
    settings = f"\n| settings |\n| | form_title | form_id | scope |\n| | Bench | {name} | form |\n"
    content = sheets_of(questions) + settings.encode()
    staged = services.upload(actor=author, content=content)
    asked = publications.propose(actor=author, staged_id=staged.id, motive="Bench")
    approvals.grant(actor=_person(f"second{questions}"), approval_id=asked.id)
    publications.publish(actor=author, staged_id=staged.id, approval_id=asked.id)
    return name


def _person(username: str) -> "Actor":
    from moeli.platform import clock
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM, actor_of

    made = services.add_person(
        actor=SYSTEM,
        username=username,
        name="Bench Fictional",
        agency="immigration",
        password="a long river of words",  # noqa: S106 -- of an account that dies with its folder
    )
    services.grant_role(
        actor=SYSTEM,
        person_id=made.id,
        role="immigration_hq",
        place="",
        first_day=clock.today(),
    )
    return actor_of(made, clock.now())


def _timed(does: Callable[[], object]) -> float:
    began = process_time()
    does()
    return process_time() - began


def _row(name: str, times: Sequence[float], budget: str | None) -> dict[str, Any]:
    return {
        "work": name,
        "ms": round(median(times) * 1_000, 3),
        "worst ms": round(max(times) * 1_000, 3),
        "budget ms": budget,
    }
