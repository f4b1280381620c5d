"""An agent looks, rests, bears whatever fails outside, and ends when it is told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from moeli.operations.agents import standing
from moeli.operations.agents.checks import agents_look
from moeli.operations.agents.loop import LONGEST_PAUSE, Loop
from moeli.operations.agents.standing import LONGEST_SILENCE, Notebook
from moeli.operations.locks import SERVING, held
from moeli.operations.watching import health
from moeli.platform import clock, room
from moeli.platform.errors import absent
from moeli.platform.room import Agent

Look = Callable[[Callable[[], bool]], None]


def agent(look: Look = lambda _stopping: None) -> Agent:
    return Agent("watcher", "Watch", look, timedelta(seconds=2), "MOELI_WATCHER")


@pytest.fixture
def home(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which one agent is switched on."""
    settings.MOELI_HOME, settings.MOELI_WATCHER = tmp_path, "yes"
    monkeypatch.setattr(room, "agents", lambda: {"watcher": agent()})
    return tmp_path


def failing(_stopping: Callable[[], bool]) -> None:
    raise OperationalError("CANARY")


def test_it_rests_between_rounds_and_longer_after_each_failure(home: Path) -> None:
    assert Loop(agent()).turn() == 2
    fails = Loop(agent(failing))
    assert [fails.turn() for _ in range(6)] == [4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_good_round_forgets_the_failures(home: Path) -> None:
    ends = iter([absent(), None, absent()])

    def look(_stopping: Callable[[], bool]) -> None:
        if error := next(ends):
            raise error

    loop = Loop(agent(look))
    assert [loop.turn() for _ in range(3)] == [4, 2, 4]


def test_told_to_stop_it_ends_within_its_round(home: Path) -> None:
    asked: list[bool] = []

    def look(stopping: Callable[[], bool]) -> None:
        loop.stop()
        asked.append(stopping())

    loop = Loop(agent(look))
    loop.run()
    assert asked == [True]


def test_an_error_is_logged_by_its_code_and_never_by_its_text(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Loop(agent(failing)).turn()
    told = [(each.getMessage(), vars(each)["particulars"]) for each in caplog.records]
    assert "CANARY" not in str(told)
    assert told[0][0] == "agent.failed"
    assert (told[0][1]["agent"], told[0][1]["code"]) == ("watcher", "OperationalError")


def test_how_it_stands_is_what_pages_and_figures_say(home: Path) -> None:
    [before] = standing.all_on()
    assert (before.alive, before.silent, before.well) == (False, None, False)
    with held(Notebook(agent()).lock, who=""):
        assert standing.all_on()[0].well, "it is at its first round"
        Loop(agent()).turn()
        [looking] = standing.all_on()
        assert looking.alive
        assert looking.well
        assert list(standing.living()) == [("watcher", 1.0)]
        [(_name, seconds)] = standing.silences()
        assert 0 <= seconds < LONGEST_SILENCE.total_seconds()
    assert list(standing.living()) == [("watcher", 0.0)]


@pytest.mark.django_db(transaction=True)
def test_one_that_was_silent_too_long_is_not_well_and_the_reason_is_said(home: Path) -> None:
    Loop(agent()).turn()
    later = clock.now() + LONGEST_SILENCE + timedelta(seconds=1)
    with clock.standing_still(later):
        Loop(agent(failing)).turn()
        [found] = standing.all_on()
        assert (found.well, found.failing) == (False, "OperationalError")
        [part] = [each for each in health.examine() if each.part == "agents"]
        assert not part.well
        assert "watcher does not live, last round ended 12" in part.text
        assert part.text.endswith("(OperationalError)")
        Loop(agent()).turn()
        assert standing.all_on()[0].failing == ""


def test_the_doctor_asks_only_while_the_site_is_served(home: Path) -> None:
    assert agents_look() == []
    with held(home / SERVING, who="", alone=False):
        [found] = agents_look()
        assert found.id == "moeli.operations.W004"
        assert "watcher" in found.msg
        assert "./moeli agent watcher" in str(found.hint)
        Loop(agent()).turn()
        assert agents_look() == []


@pytest.mark.django_db(transaction=True)
def test_what_the_settings_do_not_switch_on_is_nowhere(home: Path, settings: Settings) -> None:
    settings.MOELI_WATCHER = None
    assert standing.all_on() == ()
    assert [each.text for each in health.examine() if each.part == "agents"] == [
        "none is switched on"
    ]
