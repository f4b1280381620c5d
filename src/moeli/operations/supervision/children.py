"""Which processes a site consists of, and how each is started."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_STANDS_BACK = 10  # what nobody waits for at a desk gets the time that the pages leave


@dataclass(frozen=True, slots=True)
class Child:
    """A process of the site: its name in logs, its words after `./moeli`.

    One that lives `apart` works in that folder and has `only` that environment. `niceness` is as
    of nice(1).
    """

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    apart: Path | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    niceness: int = 0

    def start(self) -> subprocess.Popen[bytes]:
        """Start it in a session of its own: Ctrl-C reaches the supervisor alone."""
        return subprocess.Popen(  # noqa: S603 -- ourselves
            [sys.executable, "-P", *self.words],
            env=self.only if self.apart else os.environ | self.environment,
            cwd=self.apart,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(_begin, self.niceness),
        )


def _begin(niceness: int) -> None:
    _end_with_parent()
    _stand_back(niceness)


def _end_with_parent() -> None:
    """Where the kernel can (Linux): when the supervisor is killed, its children are told to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stand_back(niceness: int) -> None:
    """Where sessions share the processor (Linux's autogroup), the session stands back as well."""
    os.nice(niceness)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(niceness))


def children(
    host: str, port: int, threads: int, workers: int = 1, agents: Iterable[str] = ()
) -> tuple[Child, ...]:
    """The site: pages, long work, then the agents of these names."""
    web = ("--only", "web", "--host", host, "--port", str(port))
    size = ("--threads", str(threads), "--workers", str(workers))
    serve = Child("web", ("-m", "moeli", "serve", *web, *size))
    looking = [Child(f"agent-{name}", ("-m", "moeli", "agent", name)) for name in agents]
    return (serve, Child("work", ("-m", "moeli", "work"), niceness=_STANDS_BACK), *looking)
