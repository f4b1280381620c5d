"""What somebody had typed at a step, and not sent, when the page locked or she was relieved."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from moeli.forms.selectors import OpenRun
from moeli.platform.access import drafts
from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.standards.xforms import Question

_MANY = frozenset(("select", "rank"))


def page_of(run: UUID) -> str:
    """The key under which the page of a run is kept for its owner."""
    return f"forms.{run}"


def with_typed(
    run: OpenRun, actor: Actor, booth: EnrolledBooth | None, *, anywhere: bool
) -> OpenRun:
    """The run with what she had typed at this step, or at the one she was at (`anywhere`).

    What was typed before the run went on, in this window or another, is not put back.
    """
    fields = drafts.find(actor=actor, booth=booth, page=page_of(run.row.id))
    if fields.get("turn") != str(run.draft.turn):
        return run
    step, session = fields.get("step", ""), run.session
    if step != session.current.key:
        live = session.keys()
        if not anywhere or step not in live:
            return run
        session.go(step)
    typed = dict(_typed(session.current.questions, fields))
    return replace(run, kept=replace(run.kept, typed={**run.kept.typed, **typed}))


def forget(actor: Actor, run: UUID) -> None:
    """What was typed has been sent, or is to be gone."""
    drafts.drop(actor=actor, booth=None, page=page_of(run), everywhere=True)


def _typed(
    questions: tuple[Question, ...], fields: drafts.Fields
) -> Iterator[tuple[str, tuple[str, ...]]]:
    shown = fields.get("shown", "").split("\n")
    for question in questions:
        if question.path in shown and not question.readonly and question.kind != "upload":
            words = fields.get(question.path, "")
            many = question.kind in _MANY
            yield question.path, tuple(words.split("\n")) if many else (words,)
