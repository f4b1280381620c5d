"""Officers at work over HTTP while their site is killed: they remember what they were promised."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

from moeli.demo.booth import Booth, RefusedError, UnansweredError

_PAUSE = 0.05
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Promises:
    """Keys of decisions: sent, acknowledged, acknowledged only when asked again; refusals."""

    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    asked_again: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of the promises; each list names what should not be."""

    acknowledged: int
    lost: list[str]
    half_written: list[str]
    doubled: list[str]
    never_sent: list[str]
    refused: list[str]
    chain: list[str]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong, and something was promised at all."""
        wrong = (self.lost, self.half_written, self.doubled, self.never_sent, self.refused)
        return self.acknowledged > 0 and not any(wrong) and not self.chain


def judged(promises: Promises, kept: dict[str, list[str]]) -> Findings:
    """The promises beside what the house holds."""
    there = set(kept["kept"])
    return Findings(
        acknowledged=len(promises.acknowledged),
        lost=sorted(promises.acknowledged - there),
        half_written=kept["half"],
        doubled=kept["doubled"],
        never_sent=sorted(there - promises.sent),
        refused=promises.refused,
        chain=kept["broken"],
    )


class Shift:
    """Officers who scan and decide, each at her booth, until they are told to stop."""

    def __init__(self, booths: list[Booth], zones: Iterator[str]) -> None:
        self.promises = Promises()
        self._zones, self._lock = zones, threading.Lock()
        self._over, self._given_up = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(each,)) for each in booths]

    def __enter__(self) -> "Shift":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Each finishes the traveller before her: what she asked for is answered.

        After a failure nobody may be there to answer: then each gives up.
        """
        self._over.set()
        if failed:
            self._given_up.set()
        for thread in self._threads:
            thread.join()

    def _work(self, booth: Booth) -> None:
        while not self._over.is_set():
            with self._lock:
                zone = next(self._zones)
            inspection = self._until_answered(partial(booth.scan, zone, "exit"))
            if inspection is not None:
                self._decide(booth, inspection)
        booth.close()

    def _decide(self, booth: Booth, inspection: UUID) -> None:
        key, tries = uuid4(), []
        with self._lock:
            self.promises.sent.add(str(key))

        def decide() -> bool:
            tries.append(key)
            booth.decide(inspection, "departed", key)
            return True

        if self._until_answered(decide):
            with self._lock:
                self.promises.acknowledged.add(str(key))
                self.promises.asked_again |= {str(key)} if len(tries) > 1 else set()

    def _until_answered(self, ask: Callable[[], Answer]) -> Answer | None:
        while True:
            try:
                return ask()
            except UnansweredError:
                if self._given_up.wait(_PAUSE):
                    return None
            except RefusedError as error:
                with self._lock:
                    self.promises.refused.append(str(error))
                return None
