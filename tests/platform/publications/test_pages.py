"""The pages of publications: upload, compare, ask, publish, acknowledge, go back."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moeli.platform import clock, room
from moeli.platform.access.actor import actor_of
from moeli.platform.access.models import User
from moeli.platform.approvals import services as approvals
from moeli.platform.approvals.models import Approval
from moeli.platform.ids import uuid7
from moeli.platform.publications.models import Acknowledgement, Staged, Version
from tests.platform.publications.conftest import CHANNEL
from tests.platform.publications.tables import row, table
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
ALL, OF = "/publications/", f"/publications/channels/{CHANNEL}/"


@pytest.fixture(autouse=True)
def morning() -> None:
    """The present hour: sessions end by it."""


@pytest.fixture
def first() -> User:
    return person("immigration_hq")


@pytest.fixture
def other() -> User:
    return person("immigration_hq")


@pytest.fixture
def window(first: User) -> Client:
    return signed_in(first)


def upload(window: Client, content: bytes = table(), day: str = "") -> str:
    """Upload; the address of its page."""
    file = SimpleUploadedFile("rules.toml", content)
    answer = window.post(f"{OF}upload/", {"file": file, "effective_from": day})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def published(window: Client, other: User, content: bytes = table()) -> Version:
    address = upload(window, content)
    window.post(f"{address}ask/", {"motive": "Order 4/2026", "override": "Stated"})
    approval = Approval.objects.latest("asked_at")
    approvals.grant(actor=actor_of(other, clock.now()), approval_id=approval.id)
    window.post(f"{address}publish/{approval.id}/")
    return Version.objects.latest("number")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_version_the_pages_say_what_holds(window: Client) -> None:
    assert "As delivered with Moeli" in text(window, ALL)
    assert "No upload waits" in text(window, ALL)
    assert "Nothing was published yet" in text(window, OF)


def test_an_upload_shows_what_would_change(window: Client) -> None:
    page = text(window, upload(window, table(45, 20)))
    assert "inspection_valid_minutes 2019-01-01" in page
    assert "Ask for approval" in page


def test_poison_shows_a_sentence_each_and_offers_no_way_on(window: Client) -> None:
    page = text(window, upload(window, table(source="Orde\u0433") + row("x", 1).encode()))
    assert "another script that looks like one of ours" in page
    assert "No rule of this name is known here." in page
    assert "Ask for approval" not in page


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"A" * 3_000_000])
def test_no_file_breaks_the_page(window: Client, content: bytes) -> None:
    assert "Why this cannot be published" in text(window, upload(window, content))


def test_a_form_without_a_file_or_with_a_past_day_says_so_at_its_field(window: Client) -> None:
    answer = window.post(f"{OF}upload/", {"effective_from": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["file"])
    past = {"file": SimpleUploadedFile("r.toml", table()), "effective_from": "2020-01-01"}
    answer = window.post(f"{OF}upload/", past)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["effective_from"])
    assert Staged.objects.count() == 0


def test_a_long_difference_comes_in_pages(window: Client, other: User) -> None:
    rows = [
        row("history_shown", n % 90, f"20{n:02}-01-01", f"20{n + 1:02}-01-01")
        for n in range(20, 60)
    ]
    content = (
        "".join(rows) + row("history_shown", 9, "2060-01-01") + row("inspection_valid_minutes", 30)
    )
    address = upload(window, content.encode())
    page = text(window, address)
    assert "Page 1 of 2" in page
    assert "Far more rows are added than usual." in page
    assert "Page 2 of 2" in text(window, f"{address}?page=2")


def test_what_goes_beyond_the_bounds_asks_why(window: Client) -> None:
    address = upload(window, table(30, 20, source="x") + b"")
    window.post(f"{address}discard/")
    rows = "".join(
        row("history_shown", 1, f"20{n}-01-01", f"20{n + 1}-01-01") for n in range(20, 40)
    )
    content = rows + row("history_shown", 9, "2040-01-01") + row("inspection_valid_minutes", 30)
    address = upload(window, content.encode())
    answer = window.post(f"{address}ask/", {"motive": "Order", "override": ""})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["override"]
    answer = window.post(f"{address}ask/", {"motive": "", "override": "Stated"})
    assert list(answer.context["form"].errors) == ["motive"]


def test_from_asking_to_in_force(window: Client, other: User) -> None:
    version = published(window, other)
    page = text(window, f"/publications/versions/{version.id}/")
    for words in ("In force", "Verified", "Who has it and who knows it"):
        assert words in page
    assert "Version 1" in text(window, ALL)


def test_the_page_waits_for_another_person(window: Client) -> None:
    address = upload(window)
    window.post(f"{address}ask/", {"motive": "Order 4/2026"})
    page = text(window, address)
    assert "Waits for another person" in page
    assert "Publish and sign" not in page
    assert Version.objects.count() == 0


def test_an_approval_of_something_else_does_not_publish(window: Client) -> None:
    address = upload(window)
    for wrong in (str(uuid7()), "x"):
        assert window.post(f"{address}publish/{wrong}/").status_code == 404


def test_the_file_comes_back_as_it_was_uploaded(window: Client, other: User) -> None:
    version = published(window, other)
    answer = window.get(f"/publications/versions/{version.id}/file/")
    assert answer.content == table()
    assert "attachment" in answer["Content-Disposition"]


def test_an_officer_finds_the_banner_reads_and_acknowledges(window: Client, other: User) -> None:
    version = published(window, other)
    officer = signed_in(person("primary_officer", "MSB"))
    assert "1 version waits for your acknowledgement" in text(officer, "/")
    assert f"/publications/versions/{version.id}/" in text(officer, f"{ALL}to-acknowledge/")
    answer = officer.post(f"/publications/versions/{version.id}/know/", follow=True)
    assert "You know it" in answer.content.decode()
    assert "waits for your acknowledgement" not in text(officer, "/")
    assert "You know everything that is in force" in text(officer, f"{ALL}to-acknowledge/")


def test_a_supervisor_acknowledges_for_her_post(window: Client, other: User) -> None:
    version = published(window, other)
    supervisor = signed_in(person("shift_supervisor", "MSB"))
    address = f"/publications/versions/{version.id}/"
    assert "My post knows it" in text(supervisor, address)
    supervisor.post(f"{address}know/", {"for_post": "yes"})
    assert Acknowledgement.objects.get().for_post
    assert "Your post knows it" in text(supervisor, address)


def test_an_officer_sees_neither_uploads_nor_the_way_back(window: Client, other: User) -> None:
    published(window, other, table(45))
    published(window, other, table(46))
    first = Version.objects.get(number=1)
    waiting = upload(window, table(47))
    officer = signed_in(person("primary_officer", "MSB"))
    for address in (waiting, f"{OF}upload/"):
        assert officer.get(address).status_code == 404
    assert "Uploads that wait" not in text(officer, ALL)
    assert "Go back" not in text(officer, f"/publications/versions/{first.id}/")
    back = officer.post(f"/publications/versions/{first.id}/back/", {"motive": "Mine"})
    assert back.status_code == 404


def test_going_back_is_one_page_with_its_reason(window: Client, other: User) -> None:
    published(window, other, table(45))
    published(window, other, table(46))
    address = f"/publications/versions/{Version.objects.get(number=1).id}/back/"
    assert window.post(address, {"motive": " "}).status_code == 400
    page = window.post(address, {"motive": "Wrong figure"}, follow=True).content.decode()
    assert re.search(r"version 3", page)
    assert "that of version 1" in page


def test_unknown_channels_versions_and_uploads_are_absent(window: Client) -> None:
    for address in (
        "/publications/channels/no.such/",
        "/publications/channels/no.such/upload/",
        f"/publications/versions/{uuid7()}/",
        f"/publications/uploads/{uuid7()}/",
    ):
        assert window.get(address).status_code == 404


def test_an_upload_thrown_away_is_gone_from_the_list(window: Client) -> None:
    address = upload(window)
    window.post(f"{address}discard/")
    assert "No upload waits" in text(window, ALL)
    assert "Thrown away" in text(window, address)


def test_where_the_channel_says_so_the_way_back_is_asked_for_first(
    window: Client, other: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    careful = replace(
        room.publication_kinds()[CHANNEL], rollback_approval="publication.version", protected=True
    )
    published(window, other, table(45))
    published(window, other, table(46))
    monkeypatch.setattr(room, "publication_kinds", lambda: {CHANNEL: careful})
    address = f"/publications/versions/{Version.objects.get(number=1).id}/"
    assert "Fetching it is recorded" in text(window, address)
    asked = window.post(f"{address}back/", {"motive": "Wrong figure"}, follow=True)
    assert "Another person must approve it now." in asked.content.decode()
    assert Version.objects.count() == 2
    approval = Approval.objects.latest("asked_at")
    approvals.grant(actor=actor_of(other, clock.now()), approval_id=approval.id)
    window.post(f"{address}back/", {"motive": "Wrong figure"})
    assert Version.objects.latest("number").restores == 1
