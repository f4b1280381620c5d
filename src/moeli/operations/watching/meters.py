"""What is counted while the site runs, and what is read when somebody looks.

No meter counts persons, and none is named or labelled by one: labels are names of views, of jobs,
of events.
"""

import os
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from moeli.platform import room
from moeli.platform.logbook import lines

COUNTED_TOGETHER: Final = "PROMETHEUS_MULTIPROC_DIR"  # the client library's own word
REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "moeli_requests", "Requests answered", ["view", "method", "status"], registry=REGISTRY
)
SECONDS: Final = Histogram(
    "moeli_request_seconds",
    "Seconds from a request's arrival to its answer",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)


class _House(Collector):
    """The gauges that rooms declare, read anew at each look."""

    def collect(self) -> Iterable[Metric]:
        """One family a gauge; then what the log dropped."""
        for gauge in room.gauges():
            family = GaugeMetricFamily(gauge.name, gauge.help, labels=[gauge.label])
            for label, value in gauge.read():
                family.add_metric([label], value)
            yield family
        log = CounterMetricFamily(
            "moeli_log_dropped", "Dropped by the log's allow-list", labels=["what"]
        )
        for what, count in lines.dropped.items():
            log.add_metric([what], count)
        yield log

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not ask the database."""
        return ()


REGISTRY.register(_House())


def exposition() -> bytes:
    """All of it in Prometheus's text format. Raises DatabaseError while the records are away.

    Where several processes answer, requests are those of all of them.
    """
    if COUNTED_TOGETHER not in os.environ:
        return generate_latest(REGISTRY)
    together = of_every_process()
    together.register(_House())
    return generate_latest(together)


def of_every_process() -> CollectorRegistry:
    """What all processes of this site counted, read from the folder where they lay it."""
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library's own gap
    return together
