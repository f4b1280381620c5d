"""The life of an agent: look, rest, look; after an error longer rests, until told to stop."""

import logging
from threading import Event
from typing import Final

from django.db import DatabaseError, connection

from moeli.operations.agents.standing import Notebook
from moeli.platform.errors import MoeliError
from moeli.platform.logbook import note
from moeli.platform.logbook.events import where
from moeli.platform.room import Agent

LONGEST_PAUSE: Final = 60.0  # seconds between two rounds that fail


class Loop:
    """One agent's rounds, until `stop`."""

    def __init__(self, agent: Agent) -> None:
        self._agent, self._notebook = agent, Notebook(agent)
        self._stop, self._failures = Event(), 0

    def stop(self, *_signal: object) -> None:
        """End after the present step; fit for a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Round after round."""
        while not self._stop.is_set():
            self._stop.wait(self.turn())

    def turn(self) -> float:
        """One round; answers how many seconds to rest after it."""
        rest = self._agent.rest.total_seconds()
        try:
            self._agent.look(self._stop.is_set)
        except Exception as error:  # noqa: BLE001 -- whatever lies outside must not end the agent
            self._failures += 1
            rest = min(rest * 2**self._failures, LONGEST_PAUSE)
            self._tell(error, rest)
        else:
            self._failures = 0
            self._notebook.ended()
        return rest

    def _tell(self, error: Exception, rest: float) -> None:
        if isinstance(error, DatabaseError):
            connection.close()
        code = error.code if isinstance(error, MoeliError) else type(error).__name__
        self._notebook.failed(code)
        particulars = {"agent": self._agent.name, "code": code, "seconds": rest}
        note("agent.failed", level=logging.WARNING, **particulars, place=where(error)["place"])
