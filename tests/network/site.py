"""A post or a headquarters of its own: a home folder, a database, processes that work there."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import fresh_home

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(__file__).with_name("at_work.py")


@dataclass
class Site:
    """One node on its machine; `database` is the address of a PostgreSQL, "" for SQLite.

    A process of its own works there, and is told what to do line by line.
    """

    home: Path
    database: str = ""
    worker: subprocess.Popen[str] | None = None

    def moeli(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A command of the house, in a process of its own."""
        command = [sys.executable, "-P", "-m", "moeli", *map(str, words)]
        return subprocess.run(command, env=self.surroundings(), capture_output=True, text=True)

    def done(self, *words: object) -> str:
        """What a command that succeeds says."""
        ended = self.moeli(*words)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def work(self, *words: object) -> Any:
        """What the process at this site answers (`at_work.py`)."""
        if self.worker is None:
            self.worker = subprocess.Popen(
                [sys.executable, str(WORK)],
                env=self.surroundings(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.worker.stdin
        assert self.worker.stdout
        self.worker.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self.worker.stdin.flush()
        told = self.worker.stdout.readline()
        assert told, f"the process at {self.home.name} ended over {words}"
        return json.loads(told)

    def rest(self) -> None:
        """End the process at this site; the next work starts another."""
        if self.worker:
            self.worker.communicate("")
            self.worker = None

    def start(self, *words: object) -> subprocess.Popen[str]:
        """A command that is going to be killed."""
        command = [sys.executable, "-P", "-m", "moeli", *map(str, words)]
        return subprocess.Popen(
            command,
            env=self.surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def surroundings(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MOELI", "DJANGO"))}
        kept |= {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "MOELI_HOME": str(self.home)}
        return kept | ({"MOELI_DATABASE_URL": self.database} if self.database else {})


def made(home: Path, role: str, port: str = "", database: str = "") -> Site:
    """A site with its node and an up-to-date database."""
    site = Site(home, database)
    if not database:
        fresh_home.put_tables(home)
    site.work("settle", role, port)
    return site


def introduce(post: Site, headquarters: Site) -> None:
    """Each believes the other, by cards compared over the telephone."""
    headquarters.work("believe", *post.work("card"))
    post.work("believe", *headquarters.work("card"))
