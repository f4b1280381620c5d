"""The peers of a bench: each in an environment of its own, pinned by requirements/peers/."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from moeli.cli.workshop import ROOT

_DRIVERS = ROOT / "tools" / "peers"
_OURS = str(ROOT / "src")
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")


def asked(
    driver: str,
    question: object,
    *words: str,
    python: str = sys.executable,
) -> Any:  # noqa: ANN401 -- each driver answers in its own shape
    """What the driver of a reader, run by `python` on one thread, answers to `question`."""
    done = subprocess.run(
        [python, str(_DRIVERS / f"{driver}.py"), *words],
        input=json.dumps(question),
        env={**os.environ, **_ONE_CORE, "PYTHONPATH": _OURS if python == sys.executable else ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def python_of(peer: str) -> str:
    """The interpreter of its environment."""
    return str(_environment(peer) / "bin" / "python")


def absent(peers: tuple[str, ...]) -> Mapping[str, str]:
    """Of peers that cannot be installed: why."""
    return {peer: why for peer in peers if (why := _made_ready(peer))}


def _environment(peer: str) -> Path:
    return ROOT / "var" / "peers" / peer


def _made_ready(peer: str) -> str:
    """An environment of the peer's own; why it cannot be had, or nothing."""
    wanted, stamp = (
        ROOT / "requirements" / "peers" / f"{peer}.txt",
        _environment(peer) / "installed",
    )
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return ""
    uv = str(Path(sys.executable).with_name("uv"))
    python = str(_environment(peer) / "bin" / "python")
    for command in (
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(_environment(peer))],
        [
            uv,
            "--no-config",
            "--system-certs",
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
            "--require-hashes",
            "-r",
            str(wanted),
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"not installed ({done.stderr.strip().splitlines()[-1][:120]})"
    stamp.write_bytes(wanted.read_bytes())
    return ""
