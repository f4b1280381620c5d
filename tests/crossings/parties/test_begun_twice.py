"""Two presses of the button that begins a party, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from moeli.crossings.outcomes import Direction
from moeli.crossings.parties.filling import Boarding, begin_with_list
from moeli.crossings.parties.models import Party, PartyMember
from moeli.crossings.parties.services import begin_party
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from moeli.platform.journal.verify import verify
from tests.crossings.parties.conftest import zone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
AT_ONCE = 5


def all_at_once(call: Callable[[], Party]) -> set[Party]:
    gate = Barrier(AT_ONCE)

    def run() -> Party:
        gate.wait()
        try:
            return call()
        finally:
            connection.close()

    contexts = [copy_context() for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set(pool.map(lambda context: context.run(run), contexts))


def test_they_are_one_party(officer: Actor) -> None:
    key = uuid7()
    begun = all_at_once(
        lambda: begin_party(
            actor=officer, place="MSB", desk="Desk 1", direction=Direction.ENTRY, key=key
        )
    )
    assert begun == {Party.objects.get()}
    assert verify().sound


def test_of_a_list_they_are_one_bus(officer: Actor) -> None:
    zones = tuple(zone(number) for number in range(4))
    boarding = Boarding(
        place="MSB", desk="Desk 1", direction=Direction.ENTRY, zones=zones, key=uuid7()
    )
    begun = all_at_once(lambda: begin_with_list(actor=officer, boarding=boarding))
    assert begun == {Party.objects.get()}
    assert PartyMember.objects.count() == 4
    assert verify().sound
