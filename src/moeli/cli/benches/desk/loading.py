"""Puts drawn history into the house, as a post has it that has grown to this."""

import time
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db import connection, transaction

from moeli.cli.benches.desk.drawn_rows import DrawnRows
from moeli.cli.benches.desk.linking import write
from moeli.cli.benches.desk.telling import told
from moeli.cli.benches.desk.unguarded import unguarded
from moeli.crossings.presence.models import Watched
from moeli.demo.history import day_of, hours_of
from moeli.demo.journeys import Passage
from moeli.platform.access.actor import SYSTEM
from moeli.platform.journal.models import Head


def load(passages: Iterator[Passage], total: int) -> tuple[int, float]:
    """How many there were and the seconds it took."""
    began, count = time.perf_counter(), 0
    with unguarded():
        for some in told(recorded(passages, SYSTEM.id), "crossings", total):
            count += some
    analyse()
    _looked_at()
    return count, time.perf_counter() - began


def recorded(passages: Iterable[Passage], officer: str) -> Iterator[int]:
    """Record them as `demo.history.load` does, day by day; how many each day had."""
    rows = DrawnRows(officer)
    for _day, of_day in groupby(passages, key=day_of):
        with transaction.atomic():
            of_hours = [list(each) for _hours, each in groupby(of_day, key=hours_of)]
            write([rows.lot(each) for each in of_hours])
        yield sum(map(len, of_hours))


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
