"""What is sent is read strictly: how large, in which form, how often, and never from an address."""

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from moeli.platform import clock
from moeli.platform.logbook import lines
from moeli.platform.machine import admission
from moeli.platform.machine.models import Traffic
from tests.platform.machine.callers import CITIZEN, Machine, Officer, enrolled
from tests.signing_in import person, signed_in
from tests.trying import examples

pytestmark = pytest.mark.django_db
GOOD = {"zone": CITIZEN, "direction": "entry"}
NAME = "MAMELLO"


def sent(machine: Machine, body: bytes, kind: str = "application/json") -> tuple[int, str]:
    answer = machine.client.post(
        "/api/v1/inspections", body, content_type=kind, headers=machine.headers()
    )
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (json.dumps(GOOD).encode(), "application/json", (201, "")),
        (json.dumps(GOOD).encode(), "application/json; charset=UTF-8", (201, "")),
        (json.dumps(GOOD).encode(), "text/plain", (415, "wrong_type")),
        (json.dumps(GOOD).encode(), "application/x-www-form-urlencoded", (415, "wrong_type")),
        (json.dumps(GOOD).encode(), "application/jsonx", (415, "wrong_type")),
        (json.dumps(GOOD).encode(), "", (415, "wrong_type")),
        (json.dumps(GOOD).encode("utf-16"), "application/json", (400, "wrong_encoding")),
        (json.dumps(GOOD).encode(), "application/json; charset=utf-16", (400, "wrong_encoding")),
        (b'{"zone": "\xff"}', "application/json", (400, "wrong_encoding")),
        (b" ", "application/json", (400, "malformed")),
        (b"{", "application/json", (400, "malformed")),
        (b"[]", "application/json", (400, "malformed")),
        (b"null", "application/json", (400, "malformed")),
        (b'"zone"', "application/json", (400, "malformed")),
        (b'{"zone": NaN}', "application/json", (400, "malformed")),
        (b'{"zone": Infinity}', "application/json", (400, "malformed")),
        (b'{"zone": "\\ud800"}', "application/json", (400, "malformed")),
        (b'{"direction": "entry", "direction": "exit"}', "application/json", (400, "malformed")),
        (b'{"zone": ' + b"[" * 1900 + b"]" * 1900 + b"}", "application/json", (422, None)),
        (b'{"zone": "' + b"A" * 4096 + b'"}', "application/json", (413, "too_large")),
        (b"{}", "application/json", (422, "not_as_described")),
    ],
)
def test_a_body_is_one_small_json_object(
    reader: Machine, body: bytes, kind: str, expected: tuple[int, str | None]
) -> None:
    status, code = sent(reader, body, kind)
    assert status == expected[0] or (expected[1] is None and status == 400)
    assert expected[1] in {None, code}


@given(
    body=st.binary(min_size=1, max_size=200)
    | st.text(min_size=1, max_size=100).map(lambda text: text.encode())
)
@example(body=b'{"a": ' * 600)
@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
def test_no_body_breaks_the_door(reader: Machine, body: bytes) -> None:
    Traffic.objects.update(count=0)
    status, _code = sent(reader, body)
    assert status in {400, 422}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (GOOD | {NAME: 1}, ["body"]),
        (GOOD | {"zone": NAME}, ["body.zone"]),
        (GOOD | {"zone": 7}, ["body.zone"]),
        (GOOD | {"zone": CITIZEN + "\n"}, ["body.zone"]),
        (GOOD | {"zone": CITIZEN.lower()}, ["body.zone"]),
        (GOOD | {"direction": NAME}, ["body.direction"]),
        ({"zone": CITIZEN}, ["body.direction"]),
    ],
)
def test_what_is_refused_is_named_and_its_value_never_repeated(
    reader: Machine, body: dict[str, object], where: list[str]
) -> None:
    answer = reader.post("/inspections", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_as_described")
    assert [each["where"] for each in answer.json()["errors"]] == where
    assert NAME not in answer.content.decode()
    assert "LERATO" not in answer.content.decode()


def test_a_key_that_is_missing_is_asked_for_by_its_name(acting: Machine) -> None:
    path = f"/inspections/{acting.inspect()['id']}/decision"
    answer = acting.post(path, {"outcome": "admitted"})
    assert answer.json()["errors"] == [{"where": "header.Idempotency-Key", "what": "missing"}]
    for wrong in ("1", "x" * 36, "urn:uuid:00000000-0000-7000-8000-000000000000"):
        assert acting.post(path, {"outcome": "admitted"}, Idempotency_Key=wrong).status_code == 422


def test_a_cookie_alone_is_nobody(reader: Machine, officer: Officer) -> None:
    for client in (officer.client, signed_in(person("system_administrator"))):
        for answer in (
            client.get("/api/v1/health"),
            client.post("/api/v1/inspections", GOOD, content_type="application/json"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (401, "unknown_device")
            assert not answer.cookies


def test_a_cookie_beside_a_token_changes_nothing(reader: Machine, officer: Officer) -> None:
    reader.client = officer.client
    inspection = reader.inspect()
    assert inspection["earlier"] is None
    assert reader.decide(inspection["id"]).status_code == 403


def test_the_door_needs_no_form_token(reader: Machine) -> None:
    reader.client = Client(enforce_csrf_checks=True)
    assert reader.inspect()["state"] == "open"


@pytest.mark.parametrize("query", ["token={token}", "access_token={token}", "x", "%00"])
def test_nothing_is_read_from_an_address(reader: Machine, query: str) -> None:
    for client_headers in ({}, reader.headers()):
        answer = Client().get(
            f"/api/v1/health?{query.format(token=reader.token)}", headers=client_headers
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "query_refused")


def test_a_token_in_an_address_is_never_logged(
    reader: Machine, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    formatter = lines.json_lines()
    with caplog.at_level(logging.DEBUG):
        for path in (f"/health?token={reader.token}", f"/{reader.token}/ports", "/ports"):
            Client().get(f"/api/v1{path}")
        Client().get("/api/v1/ports", headers={"Authorization": f"Bearer {reader.token}\n"})
    written = []
    for record in caplog.records:
        with suppress(lines.DroppedError):
            written.append(formatter.format(record))
    written.append(capsys.readouterr().err)
    assert [line for line in written if reader.token in line] == []


@pytest.mark.parametrize("name", ["X-Request-Id", "Accept-Language", "Idempotency-Key", "Host2"])
def test_no_header_of_an_answer_comes_from_the_caller(reader: Machine, name: str) -> None:
    evil = "en\r\nSet-Cookie: sessionid=1"
    answer = reader.client.get("/api/v1/health", headers=reader.headers() | {name: evil})
    assert answer.status_code == 200
    assert "sessionid" not in str(answer.headers)
    assert not answer.cookies


def test_a_device_asks_so_often_a_minute_and_no_oftener(reader: Machine) -> None:
    begin = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    with clock.standing_still(begin + timedelta(seconds=20)):
        answers = [reader.get("/ports").status_code for _ in range(61)]
        late = reader.get("/ports")
    assert answers == [200] * 60 + [429]
    assert late.headers["Retry-After"] == "40"
    assert late.json()["code"] == "too_many"
    with clock.standing_still(begin + timedelta(seconds=60)):
        assert reader.get("/ports").status_code == 200


def test_one_device_does_not_use_up_anothers_turns(reader: Machine) -> None:
    other = enrolled("health_monitor")
    with clock.standing_still(clock.now()):
        assert [other.get("/health").status_code for _ in range(13)] == [200] * 12 + [429]
        assert reader.get("/health").status_code == 200


def test_what_is_not_allowed_counts_as_well(reader: Machine) -> None:
    monitor = enrolled("health_monitor")
    with clock.standing_still(clock.now()):
        answers = {monitor.get("/ports").status_code for _ in range(20)}
    assert answers == {404, 429}


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Nothing here"), ("st", "Ha ho letho"), ("fr", "Nothing here")]
)
def test_a_problem_speaks_the_language_asked_for(
    reader: Machine, language: str, title: str
) -> None:
    for path in ("/nothing", "/ports/XXX"):
        answer = reader.get(path, Accept_Language=language)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Content-Language"] == ("st" if language == "st" else "en")
        shown = answer.json()
        assert shown["type"] == "urn:moeli:problem:absent"
        assert (shown["status"], shown["code"]) == (404, "absent")
        assert (shown["title"] == title) or language == "st"


def test_a_query_is_refused_in_the_callers_language_too(reader: Machine) -> None:
    st_, en = (
        reader.get("/health?x", Accept_Language=language).json()["detail"]
        for language in ("st", "en")
    )
    assert st_ != en


@pytest.mark.parametrize("method", ["put", "patch", "delete", "head", "options"])
def test_another_method_is_a_problem_that_says_which(reader: Machine, method: str) -> None:
    answer = getattr(reader.client, method)("/api/v1/ports")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


def test_a_database_that_fails_is_told_without_its_words(
    reader: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise DatabaseError(f"near {NAME}")

    monkeypatch.setattr(admission.traffic, "count", fails)
    answer = reader.get("/health")
    assert (answer.status_code, answer.json()["code"]) == (503, "records_away")
    assert NAME not in answer.content.decode()


def test_a_defect_is_told_without_its_words(
    reader: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> None:
        raise ZeroDivisionError(NAME)

    monkeypatch.setattr(admission.traffic, "count", breaks)
    answer = reader.get("/health")
    assert (answer.status_code, answer.json()["code"]) == (500, "defect")
    assert NAME not in answer.content.decode()


def test_a_wrong_host_is_a_problem_too(reader: Machine) -> None:
    answer = reader.get("/health", Host="evil.example")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "evil" not in answer.content.decode()
