"""Many who record at the same moment make one chain without gaps."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from moeli.platform.journal.models import Entry
from moeli.platform.journal.verify import verify
from tests.platform.journal.house import record_one

THREADS, EACH = 8, 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_engines
def test_eight_desks_that_record_at_once_make_one_sound_chain() -> None:
    with ThreadPoolExecutor(THREADS) as desks:
        list(desks.map(_work, range(THREADS)))
    sequences = [row.sequence for row in Entry.objects.in_order()]
    assert sequences == list(range(1, THREADS * EACH + 1))
    assert verify().findings == []


def _work(desk: int) -> None:
    try:
        for number in range(EACH):
            record_one(f"gate-{desk}-{number}")
    finally:
        connection.close()
