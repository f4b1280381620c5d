"""Puts drawn history into the house, as a post has it that has grown to this."""

import time
from collections.abc import Iterator

from django.db import connection

from moeli.crossings.presence.models import Watched
from moeli.demo import history
from moeli.demo.journeys import Passage
from moeli.demo.progress import shown
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Head


def load(passages: Iterator[Passage], total: int) -> tuple[int, float]:
    """How many there were and the seconds it took."""
    began, count = time.perf_counter(), 0
    for _each in shown(history.load(passages, SYSTEM.id), "crossings", total):
        count += 1
    analyse()
    _looked_at()
    return count, time.perf_counter() - began


def _looked_at() -> None:
    """A post looks for patterns as its history grows; here all of it came at once."""
    for head in Head.objects.all():
        mark = Watched.objects.filter(node=head.node)
        mark.update(epoch=head.epoch, sequence=head.sequence)


def analyse() -> None:
    """What PostgreSQL does by itself after a while; SQLite plans without it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
