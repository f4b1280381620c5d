"""The files of a page that was sent: written before the run is locked, or refused in words."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from moeli.forms import attaching, running, selectors
from moeli.forms.attaching import Files
from moeli.forms.running import Act, Taken
from moeli.platform.access.actor import Actor
from moeli.platform.blobs.services import Laid
from moeli.platform.errors import MoeliError


def received(
    actor: Actor, run_id: UUID, turn: int, act: Act, files: Files
) -> tuple[Act, dict[str, Laid]]:
    """The act with the sums of its files and why some are refused; the others, written.

    Drawing a picture anew takes seconds: nobody waits for it behind a lock. What is not registered
    afterwards is swept away. Raises as `selectors.open_run`, or MoeliError `form_no_such_step`.
    """
    if not files:
        return act, {}
    opened = selectors.open_run(actor, run_id)
    sums = {path: (attaching.sum_of(content),) for path, content in files.items()}
    act = replace(act, given={**act.given, **sums})
    laid, refused = {}, {}
    for question in running.asked(opened.session, act.step) if turn == opened.draft.turn else ():
        if question.kind == "upload" and question.path in files and not question.readonly:
            try:
                laid[question.path] = attaching.laid(opened.row, question, files[question.path])
            except MoeliError as error:
                refused[question.path] = str(error)
    return replace(act, refused=refused), laid


def takes_away(act: Act) -> bool:
    """Whether a file may have lost its place."""
    return act.move == "remove" or any(running.REMOVE in words for words in act.given.values())


def values(taken: Taken) -> Iterator[str]:
    """Everything that is answered, also where it does not apply now."""
    yield from _leaves(taken.kept.saved["values"])


def _leaves(inner: object) -> Iterator[str]:
    if isinstance(inner, str):
        yield inner
    elif isinstance(inner, list):
        for _name, each in inner:
            yield from _leaves(each)
