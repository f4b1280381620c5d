"""Who may open a file that a question was answered with: whoever may read that run's answers."""

from dataclasses import dataclass
from uuid import UUID

from moeli.forms.attaching import Named, named
from moeli.forms.errors import FormError
from moeli.forms.models import Run
from moeli.forms.policies import RUNNING
from moeli.forms.sealing import key_subject
from moeli.forms.selectors import may_read
from moeli.platform import node
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that an answer names, the subject that it was kept for, and where."""

    named: Named
    subject: str
    place: str


def answer_file(actor: Actor, run_id: UUID, name: str) -> AnswerFile:
    """A file of her own open run, or of a finished one that she may read.

    Opening it is the entry. Raises MoeliError `absent` or `form_run_elsewhere`.
    """
    row = Run.objects.filter(id=run_id, abandoned_at=None).defer("answers").first()
    found = named(name)
    if row is None or found is None or not _may_open(actor, row):
        raise absent()
    if row.node != node.current().id:
        raise MoeliError(FormError.ELSEWHERE)
    return AnswerFile(found, key_subject(row), row.place)


def _may_open(actor: Actor, row: Run) -> bool:
    if row.finished_at is None:
        return row.begun_by == actor.id and actor.may(RUNNING.action, row.place)
    return may_read(actor, row)
