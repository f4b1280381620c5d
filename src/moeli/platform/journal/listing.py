"""The last entries in words, for those who look after the machine; the look is an entry too."""

from moeli.platform import room
from moeli.platform.errors import MoeliError
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.journal.services import reading
from moeli.platform.room import Actor

_MOST = 1_000


def last_entries(actor: Actor, count: int) -> list[str]:
    """The latest `count` entries (1,000 at most), oldest first, one line each, without names."""
    latest = Entry.objects.select_related("body").order_by("-recorded_at", "-sequence")
    rows = list(latest[: max(0, min(count, _MOST))])[::-1]
    with reading(actor=actor, purpose="journal:show", ids=[row.id for row in rows]):
        return [_line(row) for row in rows]


def _line(row: Entry) -> str:
    moment = f"{row.recorded_at:%Y-%m-%d %H:%M:%S}"
    return f"{row.sequence:>8}  {moment}  {row.verb:<24}  {row.place:<4} {_said(row)}"


def _said(row: Entry) -> str:
    """What the verb's room says of it; a shredded or foreign body leaves the verb alone."""
    verb = room.verbs().get(row.verb)
    if verb is None:
        return "(a verb that no room declares)"
    try:
        return verb.render(opened([row])[0])
    except MoeliError:
        return "(its key was shredded)"
