"""Tells the journal's entries of some verbs again, twice, into emptied tables."""

from collections.abc import Iterable

from django.db import models

from moeli.platform import room
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.room import Recorded


def told(*verbs: str) -> list[Recorded]:
    entries = Entry.objects.in_order().select_related("body")
    return [each for each in opened(entries) if each.verb in verbs]


def again(entries: Iterable[Recorded]) -> None:
    """Each twice over, as a lost answer would do it; and each can be told in a sentence."""
    for each in [entry for entry in entries for _ in range(2)]:
        project = room.verbs()[each.verb].project
        assert project
        project(each)
        assert room.verbs()[each.verb].render(each)


def rows(table: type[models.Model], *but: str) -> list[dict[str, object]]:
    """Every row, without the fields that are sealed anew."""
    fields = [each.attname for each in table._meta.concrete_fields if each.name not in but]
    return [
        {
            name: bytes(value) if isinstance(value, memoryview) else value
            for name, value in row.items()
        }
        for row in table._default_manager.order_by("id").values(*fields)
    ]
