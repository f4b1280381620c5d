"""Between transactional tests the journal goes, and what stands for it in the second place too."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from moeli.platform.journal import anchors
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.journal.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", [1, 2])
def test_no_anchor_of_an_earlier_test_stands_in_the_second_place(time: int) -> None:
    assert not Path(settings.MOELI_ANCHOR_COPY).exists(), f"left before test {time}"
    with transaction.atomic():
        record(NewEntry(verb="record.read", actor="t", subject="", body={"purpose": "", "ids": []}))
    anchors.anchor_now()
    assert Path(settings.MOELI_ANCHOR_COPY).exists()
    assert verify().sound
