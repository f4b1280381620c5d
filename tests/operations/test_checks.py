"""What must not be in production is named with its mend, and the site does not start with it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from moeli.operations import checks
from moeli.operations.saving import LAST
from moeli.platform import clock
from tests import old_home


def ids(found: list[Any]) -> list[str]:
    assert all(message.hint for message in found), "a finding without its mend"
    return [message.id.removeprefix("moeli.operations.") for message in found]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A home as setup leaves it, in the settings of this process."""
    for folder in (tmp_path, tmp_path / "keys", tmp_path / "tls"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    settings.MOELI_HOME = tmp_path
    return tmp_path


def test_debug_is_refused(settings: Any) -> None:
    assert ids(checks.debug_is_off()) == []
    settings.DEBUG = True
    assert ids(checks.debug_is_off()) == ["E001"]


@pytest.mark.parametrize("secret", ["", "short", "x" * 60, "django-insecure-" + "abcdefgh" * 8])
def test_a_default_or_short_secret_is_refused(settings: Any, secret: str) -> None:
    settings.SECRET_KEY = "iT7-pQ2_vX9" * 6
    assert ids(checks.secret_is_a_secret()) == []
    settings.SECRET_KEY = secret or "a"
    assert ids(checks.secret_is_a_secret()) == ["E002"]


@pytest.mark.both_engines
@pytest.mark.django_db
def test_a_database_that_does_not_wait_for_the_disk_is_refused() -> None:
    """The PostgreSQL of the tests runs without fsync, so that they are quick: it must be found."""
    found = ids(checks.commits_reach_the_disk(databases=["default"]))
    assert found == (["E003"] if connection.vendor == "postgresql" else [])
    assert checks.commits_reach_the_disk() == []


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o704])
def test_a_home_or_a_key_that_others_can_read_is_refused(home: Path, mode: int) -> None:
    assert ids(checks.keys_and_home_are_closed()) == []
    for path in (home, home / "keys"):
        path.chmod(mode)
        assert ids(checks.keys_and_home_are_closed()) == ["E004"]
        path.chmod(0o700)
    key = home / "tls" / "server.key"
    key.touch(mode=0o640)
    key.chmod(0o640)
    assert ids(checks.keys_and_home_are_closed()) == ["E004"]


@pytest.mark.parametrize(
    ("host", "certificate", "found"),
    [
        ("127.0.0.1", None, []),
        ("localhost", None, []),
        ("::1", None, []),
        ("0.0.0.0", None, ["E005"]),
        ("10.0.0.5", None, ["E005"]),
        ("maseru.example", None, ["E005"]),
        ("0.0.0.0", Path("server.pem"), []),
    ],
)
def test_pages_leave_the_machine_encrypted_or_not_at_all(
    settings: Any, host: str, certificate: Path | None, found: list[str]
) -> None:
    settings.MOELI_HOST = host
    settings.MOELI_CERTIFICATE = settings.MOELI_CERTIFICATE_KEY = certificate
    assert ids(checks.pages_travel_encrypted()) == found


def test_backups_are_arranged_elsewhere_and_young(home: Path, settings: Any) -> None:
    settings.MOELI_BACKUP_TO = None
    assert ids(checks.backups_are_written()) == ["W001"]
    settings.MOELI_BACKUP_TO, settings.MOELI_BACKUP_RECIPIENT = home / "copies", "age1"
    (home / "copies").mkdir()
    assert ids(checks.backups_are_written()) == ["W002", "W003"]
    settings.MOELI_BACKUP_TO = Path("/dev/shm")
    (home / LAST).write_text(json.dumps({"at": clock.now().isoformat()}))
    assert ids(checks.backups_are_written()) == []
    old = clock.now() - checks.OLDEST_BACKUP - timedelta(minutes=1)
    (home / LAST).write_text(json.dumps({"at": old.isoformat()}))
    assert ids(checks.backups_are_written()) == ["W003"]
    (home / LAST).write_text("{")
    assert ids(checks.backups_are_written()) == ["W003"]


def test_the_production_site_does_not_start_with_any_of_them_and_says_which(tmp_path: Path) -> None:
    """A demonstration's home, opened to others, as a real post: refused, by serve and by doctor."""
    home = old_home.brought_up_to_date(tmp_path / "home")
    told = {"MOELI_SETTINGS": "production", "MOELI_HOST": "0.0.0.0"}
    home.chmod(0o755)
    doctor = old_home.moeli(home, "doctor", **told)
    serve = old_home.moeli(home, "serve", "--port", "0", **told)
    for id in ("moeli.operations.E004", "moeli.operations.E005", "moeli.node.E005"):
        assert id in doctor.stdout
        assert id in serve.stderr
    assert (doctor.returncode, serve.returncode) == (1, 1)
    assert serve.stderr.startswith("moeli: The site does not start, because\n")
    assert "Traceback" not in serve.stderr


def test_a_settings_file_that_means_nothing_is_said_in_one_sentence(tmp_path: Path) -> None:
    home = old_home.unpack(tmp_path / "home")
    for text, why in (("backup_too = 1", "it knows no backup_too"), ("settings", "as TOML")):
        (home / "moeli.toml").write_text(text)
        done = old_home.moeli(home, "doctor")
        assert done.returncode == 1
        assert why in done.stderr
        assert "Traceback" not in done.stderr


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moeli.config.settings.parts.home_file import told

    (tmp_path / "moeli.toml").write_text('backup_keep = 5\nhosts = ["a", "b"]\n')
    assert told(tmp_path, "backup_keep") == "5"
    assert told(tmp_path, "hosts") == "a,b"
    assert told(tmp_path, "port") is None
    monkeypatch.setenv("MOELI_BACKUP_KEEP", "7")
    assert told(tmp_path, "backup_keep") == "7"
