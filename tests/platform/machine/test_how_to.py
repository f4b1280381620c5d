"""The examples of the how-to page, run as they stand there, by curl against a running site."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from moeli.crossings.models import Decision
from moeli.platform import clock
from moeli.platform.machine.models import Delegation
from moeli.platform.machine.profiles import Profile, profiles
from tests.platform.machine.callers import Machine, Officer

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "machine-door.md"


def examples() -> str:
    blocks = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return "\n".join(blocks.findall(PAGE.read_text("utf-8")))


def test_the_examples_do_what_the_page_says(
    live_server: LiveServer, reader: Machine, officer: Officer
) -> None:
    assert shutil.which("curl"), "Please install curl (Debian: apt-get install curl)."
    words = {
        "MOELI": live_server.url,
        "TOKEN": reader.token,
        "CODE": officer.lends_to(reader.device),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", examples()],
        env=words,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert Decision.objects.get().officer == str(officer.user.id)
    assert done.stdout.count(str(Decision.objects.get().id)) == 2
    assert Delegation.objects.get().ended_at


@pytest.mark.parametrize("kind", list(profiles(clock.today())), ids=lambda kind: kind.id)
def test_its_table_of_kinds_is_the_table(kind: Profile) -> None:
    row = next(line for line in PAGE.read_text("utf-8").splitlines() if f"`{kind.id}`" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    expected = [f"{kind.per_minute:,}", str(kind.largest_bytes), f"{kind.token_life.days} days"]
    assert cells[2:] == expected
