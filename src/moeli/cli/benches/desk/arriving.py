"""An open loop: decisions arrive at their rate, whether or not earlier ones were answered.

Time is taken from the moment a decision should have been sent. A site that falls behind is
therefore seen to be late, however fast it answers then. One thread does all of it.
"""

import selectors
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moeli.cli.benches.desk.figures import percentile
from moeli.cli.benches.desk.lines import Line, is_recorded

WITHIN = 0.150  # seconds: the budget of p99
_HOPELESS = 2.0  # seconds behind: the rest need not be sent
_PATIENCE = 20.0  # seconds without any answer: the site is gone


@dataclass(slots=True)
class Arrived:
    """What became of the decisions that arrived at `rate` a second; `cost` is the sender's own."""

    rate: int
    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    given_up: bool = False
    took: float = 0.0
    cost: float = 0.0

    @property
    def answered(self) -> float:
        """How many were answered in a second."""
        return len(self.seconds) / self.took

    @property
    def holds(self) -> bool:
        """Whether each was recorded and 99 of 100 within the budget."""
        whole = bool(self.seconds) and not self.failed and not self.given_up
        return whole and percentile(self.seconds, 99) <= WITHIN


def arrive(lines: Sequence[Line], requests: Sequence[bytes], rate: int) -> Arrived:
    """Send the requests, one every 1/`rate` second, each on a line that is free."""
    arrived, cost = Arrived(rate), time.process_time()
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
        loop = _Loop(arrived, selector, deque(lines), time.perf_counter() + 0.05)
        loop.run(iter(requests))
    arrived.took = time.perf_counter() - loop.began
    arrived.cost = time.process_time() - cost
    return arrived


@dataclass(slots=True)
class _Loop:
    arrived: Arrived
    selector: selectors.BaseSelector
    free: deque[Line]
    began: float
    sent: int = 0
    open: int = 0

    def run(self, requests: Iterator[bytes]) -> None:
        """Until each is answered, or there is no hope."""
        waiting = next(requests, None)
        while waiting is not None or self.open:
            due = self.began + self.sent / self.arrived.rate
            late = time.perf_counter() - due
            if waiting is not None and late >= 0 and self.free:
                self.arrived.given_up = late > _HOPELESS
                if not self.arrived.given_up:
                    self._send(waiting, due)
                waiting = None if self.arrived.given_up else next(requests, None)
            elif not self._take(-late if waiting is not None and self.free else _PATIENCE):
                return

    def _send(self, request: bytes, due: float) -> None:
        self.free.popleft().send(request, due)
        self.sent, self.open = self.sent + 1, self.open + 1

    def _take(self, timeout: float) -> bool:
        """What has come meanwhile; False when nothing did for too long."""
        ready = self.selector.select(timeout)
        for key, _events in ready:
            answer = key.data.answered()
            if answer is not None:
                self.arrived.seconds.append(time.perf_counter() - key.data.asked)
                self.arrived.failed += not is_recorded(answer)
                self.open -= 1
                self.free.append(key.data)
        if not ready and timeout == _PATIENCE:
            self.arrived.given_up = True
            return False
        return True
