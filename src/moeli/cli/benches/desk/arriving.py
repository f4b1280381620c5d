"""An open loop: decisions arrive at their rate, whether or not earlier ones were answered.

Time is taken from the moment a decision should have been sent. A site that falls behind is
therefore seen to be late, however fast it answers then.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from moeli.cli.benches.desk.figures import percentile
from moeli.demo.booth import Booth, RefusedError, UnansweredError

WITHIN = 0.150  # seconds: the budget of p99
_HOPELESS = 2.0  # seconds behind: the rest need not be sent
_LOOKS_AFTER = 10  # decisions after which an officer takes what there is to say to her


@dataclass(slots=True)
class Arrived:
    """What became of the decisions that arrived at `rate` a second."""

    rate: int
    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    given_up: bool = False
    took: float = 0.0

    @property
    def answered(self) -> float:
        """How many were answered in a second."""
        return len(self.seconds) / self.took

    @property
    def holds(self) -> bool:
        """Whether each was recorded and 99 of 100 within the budget."""
        whole = bool(self.seconds) and not self.failed and not self.given_up
        return whole and percentile(self.seconds, 99) <= WITHIN


def arrive(booths: Sequence[Booth], inspections: Sequence[UUID], rate: int) -> Arrived:
    """Decide the inspections, one every 1/`rate` second, by as many connections as booths."""
    arrived, lock = Arrived(rate), threading.Lock()
    turns = enumerate(inspections)
    began = time.perf_counter() + 0.05

    def sit(booth: Booth) -> None:
        for done, (at, inspection) in enumerate(_turns(turns, lock), start=1):
            due = began + at / rate
            if time.perf_counter() - due > _HOPELESS:
                arrived.given_up = True
            if arrived.given_up:
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            ok = _decided(booth, inspection)
            with lock:
                arrived.seconds.append(time.perf_counter() - due)
                arrived.failed += not ok
            if done % _LOOKS_AFTER == 0:
                booth.desk()

    threads = [threading.Thread(target=sit, args=(booth,)) for booth in booths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    arrived.took = time.perf_counter() - began
    return arrived


def _turns(turns: Iterator[tuple[int, UUID]], lock: threading.Lock) -> Iterator[tuple[int, UUID]]:
    while True:
        with lock:
            turn = next(turns, None)
        if turn is None:
            return
        yield turn


def _decided(booth: Booth, inspection: UUID) -> bool:
    try:
        booth.decide(inspection, "departed", uuid4())
    except (RefusedError, UnansweredError):
        return False
    return True
