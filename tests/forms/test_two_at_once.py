"""Two at the same moment: a run is begun once, a page of one turn is taken once."""

import pytest

from moeli.forms.models import Draft, Run
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.forms.conftest import NOW, Publish, begun, send
from tests.platform.access.test_two_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def test_one_run_is_begun_and_of_two_windows_one_goes_on(publish: Publish, officer: Actor) -> None:
    publish()
    key = uuid7()

    def begin() -> object:
        with clock.standing_still(NOW):
            return begun(officer, key=key).id

    assert len(set(at_once([begin] * 3))) == 1
    run = Run.objects.get()

    def answer(name: str) -> str:
        with clock.standing_still(NOW):
            send(officer, run, "/data/name", 0, answer=name)
        return "taken"

    ended = at_once([lambda name=name: answer(name) for name in ("Lineo", "Thabo", "Neo")])
    assert sorted(ended) == ["form_another_tab", "form_another_tab", "taken"]
    assert Draft.objects.get().turn == 1
