"""A site of our own in processes of its own: started, ended, or killed as by a power cut."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPException
from urllib.request import urlopen

from moeli.demo.processes import kill_tree

HOST = "127.0.0.1"
_PATIENCE = 60  # seconds for it to answer, and to end


class SiteError(Exception):
    """The site did not start; `str()` says it."""


class Site:
    """`./moeli serve` on this machine, in the surroundings given, for the length of a block."""

    def __init__(
        self,
        surroundings: Mapping[str, str] | None = None,
        port: int = 0,
        *,
        quiet: bool = False,
    ) -> None:
        """It will answer at `base`; a quiet one keeps its log to itself."""
        self.port = port or free_port()
        self.base = f"http://{HOST}:{self.port}"
        self._surroundings = dict(os.environ if surroundings is None else surroundings)
        self._log = subprocess.DEVNULL if quiet else None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """The process that looks after the others. Raises SiteError while there is none."""
        if self._process is None:
            raise SiteError("The site is not running.")
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers. Raises SiteError."""
        command = [sys.executable, "-P", "-m", "moeli", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(  # noqa: S603 -- ourselves
            command,
            env=self._surroundings,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            start_new_session=True,
        )
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.05)
        self.kill()
        raise SiteError("The site did not start.")

    def end(self) -> None:
        """Let it finish what it does, then end."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=_PATIENCE)

    def kill(self) -> None:
        """Kill -9 every process of it at once: nothing is finished, nothing cleaned up."""
        if self._process:
            kill_tree(self._process.pid)
            self._process.wait(timeout=_PATIENCE)

    def _answers(self) -> bool:
        try:
            urlopen(f"{self.base}/sign-in/", timeout=5).close()  # noqa: S310 -- our own address
        except (OSError, HTTPException):
            return False
        return True


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])
