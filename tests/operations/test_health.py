"""Well or not well, in one answer; the particulars only for whoever may look."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from moeli.operations.watching import health
from moeli.operations.watching.who_may_look import token_file
from moeli.platform import clock, keyfiles
from moeli.platform.jobs.models import JobRow
from moeli.platform.journal.models import Head
from moeli.platform.journal.services import NewEntry, record

ELSEWHERE = {"REMOTE_ADDR": "10.1.2.3"}


def recorded() -> None:
    from django.db import transaction

    with transaction.atomic():
        record(NewEntry(verb="record.read", actor="t", subject="", body={"purpose": "", "ids": []}))


def parts() -> dict[str, bool]:
    return {finding.part: finding.well for finding in health.examine()}


@pytest.fixture
def token() -> Iterator[str]:
    file = token_file(Path(settings.MOELI_HOME))
    keyfiles.write(file, b"a-token-of-the-watcher")
    yield "a-token-of-the-watcher"
    file.unlink()


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_a_site_that_can_do_its_work_is_well() -> None:
    recorded()
    answer = Client().get("/healthz")
    assert answer.status_code == 200, answer.content
    assert answer.json()["well"] is True
    assert set(answer.json()["parts"]) == {
        "database",
        "migrations",
        "disk",
        "journal",
        "work",
        "agents",
    }


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_a_head_that_does_not_match_its_entry_is_not_well() -> None:
    recorded()
    Head.objects.update(digest=b"\0" * 32)
    assert parts()["journal"] is False
    assert Client().get("/healthz").status_code == 503


@pytest.mark.django_db
def test_a_missing_migration_is_not_well() -> None:
    MigrationRecorder.Migration.objects.filter(app="moeli_crossings").delete()
    assert parts()["migrations"] is False


class Usage(NamedTuple):
    free: int


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_nearly_full_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(health.LEAST_FREE - 1))
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["disk"] == "99 MB are free"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_no_write_is_not_well() -> None:
    if connection.vendor != "sqlite":
        pytest.fail("this test is about SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        assert parts()["database"] is False
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_due_work_that_nobody_takes_is_not_well_unless_a_worker_is_busy() -> None:
    long_ago = clock.now() - 2 * health.LATEST_WORK
    waits = {"asked_by": "t", "asked_at": long_ago, "next_attempt_at": long_ago, "name": "backup"}
    JobRow.objects.create(**waits)
    assert parts()["work"] is False
    busy = JobRow.objects.create(**waits, state="running", heartbeat_at=clock.now())
    assert parts()["work"] is True
    busy.heartbeat_at = clock.now() - timedelta(hours=1)
    busy.save()
    assert parts()["work"] is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "from_elsewhere",
    [
        ELSEWHERE,
        {"HTTP_X_FORWARDED_FOR": "10.1.2.3"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=10.1.2.3"},
        {"REMOTE_ADDR": ""},
        {**ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer wrong"},
        {**ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer "},
    ],
)
def test_from_elsewhere_one_learns_only_whether_it_is_well(
    from_elsewhere: dict[str, str], token: str
) -> None:
    assert Client().get("/healthz", **from_elsewhere).json() == {"well": True}
    assert Client().get("/metrics", **from_elsewhere).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_without_a_token_file_nobody_holds_the_token() -> None:
    for shown in ("", "Bearer ", "Bearer None"):
        answer = Client().get("/metrics", **ELSEWHERE, HTTP_AUTHORIZATION=shown)
        assert answer.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_the_token_may_look(token: str) -> None:
    shown = {**ELSEWHERE, "HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert "parts" in Client().get("/healthz", **shown).json()
    assert Client().get("/metrics", **shown).status_code == 200


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_the_figures_are_of_views_jobs_and_the_journal_and_of_no_person() -> None:
    recorded()
    JobRow.objects.create(
        name="backup", asked_by="t", asked_at=clock.now(), next_attempt_at=clock.now()
    )
    client = Client()
    client.get("/sign-in/?q=CanaryTypedSecret")
    client.get("/CanaryTypedSecret/")
    text = client.get("/metrics").content.decode()
    assert 'moeli_requests_total{method="GET",status="200",view="account_login"}' in text
    assert 'moeli_requests_total{method="GET",status="404",view="unknown"}' in text
    assert "moeli_journal_entries{node=" in text
    assert 'moeli_anchors_uncopied{part="anchors"}' in text
    assert 'moeli_jobs{state="waiting"} 1.0' in text
    assert "CanaryTypedSecret" not in text


def test_from_elsewhere_one_cannot_make_it_write_at_each_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(health, "examine", lambda: asked.append(1) or [])
    lately, now = health.Lately(seconds=60.0), health.Lately(seconds=0.0)
    for _ in range(9):
        lately.examine()
    assert len(asked) == 1
    for _ in range(2):
        now.examine()
    assert len(asked) == 3


@pytest.mark.django_db(transaction=True)
def test_only_looking_is_possible() -> None:
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)("/healthz").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_a_probe_opens_no_session(settings: Any) -> None:
    answer = Client().get("/healthz")
    assert not answer.cookies
