"""What phones write of their clocks, read; what they send, read without a database."""

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli import forms
from moeli.forms.editions.reading import read
from moeli.forms.kept import context
from moeli.forms.openrosa import collect_settings, digest, phone_clock
from moeli.forms.openrosa.sent import Sent, Told, told
from moeli.platform.errors import MoeliError
from moeli.standards import xforms
from tests.forms.conftest import NOW
from tests.forms.openrosa.phones import answers
from tests.forms.sheets import sheets

AFTERNOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "ended", "now", "skew"),
    [
        ("Tue, 24 Nov 2026 08:00:00 GMT", None, NOW, 0),
        ("Tue, 24 Nov 2026 08:00:00 GMT+00:00", None, NOW, 0),
        ("Tue, 24 Nov 2026 10:00:30 GMT+02:00", None, NOW, 30),
        ("Tue, 24 Nov 2026 02:00:05 GMT+00:00", None, AFTERNOON, 5),  # twelve hours, no p.m.
        ("Wed, 25 Nov 2026 08:00:00 GMT", None, NOW, 86_400),
        ("yesterday", None, NOW, None),
        ("", NOW + timedelta(hours=2), NOW, 7200),
        ("", NOW - timedelta(hours=2), NOW, None),
        ("Tue, 24 Nov 9999 08:00:00 GMT", None, NOW, 2_000_000_000),
    ],
)
def test_by_how_much_a_phone_is_ahead(
    header: str, ended: datetime | None, now: datetime, skew: int | None
) -> None:
    assert phone_clock.skew(header, ended, now) == skew


def test_times_that_make_no_sense_last_nothing() -> None:
    assert phone_clock.lasted(NOW, NOW + timedelta(seconds=90)) == 90
    assert phone_clock.lasted(NOW, NOW - timedelta(seconds=90)) == 0
    assert phone_clock.lasted(NOW, NOW + timedelta(days=3)) == 0
    assert phone_clock.lasted(None, NOW) == 0
    assert phone_clock.moment("2026-11-24T10:00:00") is None


def test_the_code_for_the_app_reads_back() -> None:
    """JSON, deflated by zlib, in base 64, as the app's own documentation says."""
    made = collect_settings.settings("https://post.example/openrosa", "phone-a", "secret")
    again = json.loads(zlib.decompress(base64.b64decode(collect_settings.packed(made))))
    assert again == made
    assert again["general"]["server_url"] == "https://post.example/openrosa"
    assert (again["general"]["username"], again["general"]["password"]) == ("phone-a", "secret")
    assert again["general"]["delete_send"] is True
    assert set(again) == {"general", "admin", "project"}
    assert "password" not in collect_settings.settings("https://post.example")["general"]


def mangled(cut: tuple[int, bytes]) -> bytes:
    """The answers with some bytes written over."""
    at, piece = cut
    return answers()[:at] + piece + answers()[at + len(piece) :]


def filled(texts: list[str]) -> bytes:
    """Answers of the right shape with anything in them, some more than once."""
    names = ("name", "age", "child", "other", "meta")
    told = (f"<{names[at % 5]}>{escape(text)}</{names[at % 5]}>" for at, text in enumerate(texts))
    return answers(*told)


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
PIECES = st.tuples(st.integers(0, 200), st.binary(max_size=4)).map(mangled)
FILLED = st.lists(TEXT, min_size=1, max_size=8).map(filled)
ANY_XML = st.one_of(st.binary(max_size=300), PIECES, FILLED)


def outcome(xml: bytes, files: dict[str, bytes]) -> Told | MoeliError:
    try:
        return told(Sent(xml, files), NOW.date(), "en")
    except MoeliError as error:
        return error


@settings(max_examples=150)
@given(ANY_XML, st.dictionaries(TEXT, st.binary(max_size=4), max_size=2))
def test_whatever_is_sent_it_is_read_or_refused_with_a_sentence(
    xml: bytes, files: dict[str, bytes]
) -> None:
    found = outcome(xml, files)
    if isinstance(found, MoeliError):
        assert (found.status, str(found)[-1]) == (400, ".")
    else:
        assert found.instance
        assert set(files) <= found.texts


@settings(max_examples=100)
@given(st.one_of(PIECES, FILLED))
def test_whatever_the_answers_are_the_engine_reads_them_or_says_why_not(xml: bytes) -> None:
    form = read(sheets()).runnable
    with suppress(xforms.FormError):  # said in words elsewhere; nothing else may be raised
        session, problems = xforms.submitted(form, xml, context())
        assert all(each.code for each in problems)
        again = xforms.resume(form, context(), session.save())
        assert again.values() == session.values()


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=300), st.text(max_size=200).map(lambda t: f"Digest {t}")))
def test_whatever_stands_in_the_header_it_is_judged(header: str) -> None:
    found = digest.shown(header)
    assert found is None or not digest.is_right(found, digest.secrets_of("a", "b"), "GET")


CONTENT = Path(forms.__file__).parent / "content"
WORKED = sorted(CONTENT.glob("*/runs/*.xml"))


@pytest.mark.parametrize("path", WORKED, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_the_worked_runs_of_our_own_forms_would_be_runs_from_a_phone(path: Path) -> None:
    folder = path.parents[1]
    form = read((folder / f"{folder.name}.xlsx").read_bytes()).runnable
    then = replace(context(), now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    session, problems = xforms.submitted(form, path.read_bytes(), then)
    assert problems == ()
    assert session.to_instance_xml() == path.read_text().strip()
