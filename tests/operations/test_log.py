"""Only what is registered is logged: canaries go in everywhere, and none comes out."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from moeli.config import urls
from moeli.platform.logbook import lines, note
from moeli.platform.logbook.events import EVENTS
from tests.signing_in import person, signed_in
from tests.trying import examples

CANARY = "CanaryTypedSecret"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that production would write, from every logger there is, at every level."""
    written = io.StringIO()
    handler = lines.LinesHandler(written)
    handler.setFormatter(lines.json_lines())
    root = logging.getLogger()
    level, quiet = root.level, [logging.getLogger(name) for name in list(root.manager.loggerDict)]
    levels = [each.level for each in quiet]
    for each in quiet:
        each.setLevel(logging.DEBUG)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    for each, before in zip(quiet, levels, strict=True):
        each.setLevel(before)


def told(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def broken(_request: object, word: str = "") -> None:
    raise ValueError(f"{CANARY} {word}")


class AddressesWithADefect:
    """The house's addresses, and one behind which a view fails with what was typed."""

    urlpatterns = [
        *urls.urlpatterns,
        path("broken/<str:word>/", broken, name="broken"),
    ]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.django_db
def test_no_request_leaves_what_was_typed_in_the_log(log: io.StringIO, settings: Any) -> None:
    settings.ROOT_URLCONF = AddressesWithADefect
    client = Client(raise_request_exception=False)
    client.post("/sign-in/", {"login": CANARY, "password": CANARY})
    client.get(f"/sign-in/?next=/{CANARY}/&q={CANARY}")
    client.get(f"/{CANARY}/")
    client.get("/", headers={"Host": f"{CANARY}.example", "User-Agent": CANARY})
    client.get("/", headers={"X-Request-Id": CANARY, "Cookie": f"sessionid={CANARY}"})
    Client(enforce_csrf_checks=True).post("/sign-in/", {"login": CANARY})
    officer = signed_in(person("primary_officer", "MSB"))
    officer.raise_request_exception = False
    officer.post("/desk/", {"direction": CANARY, "zone": CANARY})
    officer.get(f"/desk/inspections/{CANARY}/")
    assert officer.get(f"/broken/{CANARY}/").status_code == 500
    assert officer.post(f"/broken/{CANARY}/", {"secret": CANARY}).status_code == 500
    events = told(log)
    assert len([each for each in events if each["event"] == "request.done"]) >= 10
    assert CANARY not in log.getvalue()


@pytest.mark.django_db
def test_a_defect_is_told_by_its_type_and_place(log: io.StringIO, settings: Any) -> None:
    settings.ROOT_URLCONF = AddressesWithADefect
    Client(raise_request_exception=False).get("/broken/word/")
    errors = [each for each in told(log) if each.get("error") == "ValueError"]
    assert errors
    assert all("test_log.py:" in each["place"] for each in errors)
    assert all(
        set(each) <= {"event", "level", "at", "request", "logger", "error", "place"}
        for each in errors
    )


@pytest.mark.django_db
def test_a_request_is_told_by_its_view_and_carries_an_id(log: io.StringIO) -> None:
    answer = Client().get(f"/sign-in/?q={CANARY}")
    done = [each for each in told(log) if each["event"] == "request.done"][-1]
    assert done["request"] == answer.headers["X-Request-Id"]
    assert (done["view"], done["method"], done["status"]) == ("account_login", "GET", 200)
    assert set(done) == {"event", "level", "at", "request", "view", "method", "status", "ms"}


def test_an_event_that_nobody_registered_is_dropped_and_counted(log: io.StringIO) -> None:
    before = lines.dropped["event"]
    note("person.came", name=CANARY)
    assert log.getvalue() == ""
    assert lines.dropped["event"] > before


def test_a_key_that_nobody_registered_is_dropped_and_counted(log: io.StringIO) -> None:
    before = lines.dropped["key"]
    note("site.stopped", code=0, name=CANARY)
    assert told(log)[0].keys() == {"event", "level", "at", "code"}
    assert lines.dropped["key"] > before


def test_a_sentence_under_a_registered_key_is_not_repeated(log: io.StringIO) -> None:
    note("request.done", view=f"{CANARY} came by", method="GET", status=200, ms=1.0)
    assert told(log)[0]["view"] == "?"


def test_what_libraries_say_is_told_without_their_words(log: io.StringIO) -> None:
    logging.getLogger("axes").warning("wrong password for %s", CANARY)
    logging.getLogger("django.request").error("at /%s/", CANARY, extra={"request": CANARY})
    assert [each["logger"] for each in told(log)] == ["axes", "django.request"]
    assert CANARY not in log.getvalue()


def test_our_own_lines_of_names_and_codes_pass_by_their_keys(log: io.StringIO) -> None:
    logging.getLogger("moeli.jobs").info(
        "event=%s job=%s id=%s turn=%d code=%s name=%s", "done", "backup", "7", 3, "-", CANARY
    )
    line = told(log)[0]
    assert (line["event"], line["what"], line["job"], line["turn"]) == (
        "jobs.told",
        "done",
        "backup",
        3,
    )
    assert CANARY not in log.getvalue()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@hypothesis_settings(
    max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(event=st.sampled_from(sorted(EVENTS)) | st.text(), keys=st.dictionaries(st.text(), JSON))
def test_whatever_is_noted_a_line_holds_registered_keys_and_plain_values(
    log: io.StringIO, event: str, keys: dict[str, Any]
) -> None:
    log.truncate(0)
    log.seek(0)
    logging.getLogger("moeli.logbook").info(event, extra={"particulars": keys})
    for line in told(log):
        allowed = EVENTS[line["event"]] | {"event", "level", "at", "request"}
        assert set(line) <= allowed
        assert all(isinstance(value, str | int | float | bool | None) for value in line.values())


@pytest.mark.parametrize("name", ["event", "level", "at", "logger"])
def test_a_particular_never_takes_the_place_of_what_a_line_is(log: io.StringIO, name: str) -> None:
    more = {"child": "web", name: [1]}
    logging.getLogger("moeli.logbook").info("child.ended", extra={"particulars": more})
    (line,) = told(log)
    assert (line["event"], line["level"], line["child"]) == ("child.ended", "info", "web")


def test_django_has_no_handler_of_its_own() -> None:
    from django.core.management import CommandError  # noqa: F401 -- Django is set up

    for name in ("django", "django.server", "django.request"):
        assert logging.getLogger(name).handlers == []
    assert settings.LOGGING["handlers"]["stderr"]["class"].endswith("LinesHandler")


def test_a_reader_gets_the_same_as_one_line(log: io.StringIO) -> None:
    plain = io.StringIO()
    handler = lines.LinesHandler(plain)
    handler.setFormatter(lines.plain_lines())
    logging.getLogger().addHandler(handler)
    note("child.ended", child="web", pid=7, code=-9, seconds=4.3)
    logging.getLogger().removeHandler(handler)
    assert "child.ended" in plain.getvalue()
    assert len(plain.getvalue().splitlines()) == 1


def test_a_line_goes_where_standard_error_is_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    closed, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr("sys.stderr", closed)
    handler = lines.LinesHandler()
    handler.setFormatter(lines.json_lines())
    closed.close()
    monkeypatch.setattr("sys.stderr", now)
    handler.handle(logging.makeLogRecord({"name": "axes", "levelno": 30, "levelname": "WARNING"}))
    assert json.loads(now.getvalue())["logger"] == "axes"


class FullDisk(io.StringIO):
    """What a log on a full disk answers."""

    def write(self, _line: str) -> int:
        raise OSError("No space left on device")


def test_a_line_that_cannot_be_written_is_counted_and_stops_nobody() -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (closed, FullDisk()):
        handler, before = lines.LinesHandler(stream), lines.dropped["line"]
        handler.setFormatter(lines.json_lines())
        handler.handle(logging.makeLogRecord({"name": "axes", "levelname": "WARNING"}))
        assert lines.dropped["line"] == before + 1


def test_in_tests_the_level_that_caplog_sets_holds_for_our_own_lines(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("moeli.jobs").info("event=%s job=%s", "done", "backup")
    assert "event=done job=backup" in caplog.text
