"""The row that the verb of answers stands for; applied again, it changes nothing."""

from uuid import UUID

from moeli.crossings.asked.models import Asked
from moeli.crossings.asked.sealing import answers_binding, written
from moeli.crossings.models import Inspection
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def traveller_asked(recorded: Recorded) -> None:
    """The latest answers of an inspection."""
    seen = Inspection.objects.get(id=UUID(recorded.body["inspection"]), place=recorded.place)
    row = Asked(
        id=UUID(recorded.subject),
        inspection=seen,
        officer=recorded.actor,
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        asked_at=recorded.occurred_at,
    )
    kept = Asked.objects.filter(inspection=seen).first()
    if kept and (kept.id == row.id or kept.asked_at > row.asked_at):
        return
    if kept:
        kept.delete()
    row.answers = keyring.seal(answers_binding(row), written(recorded.body))
    row.save(force_insert=True)
