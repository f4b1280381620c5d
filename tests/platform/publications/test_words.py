"""What is said about channels, versions and entries, and where approvals lead to look."""

from datetime import date, timedelta

import pytest
from django.test import Client

from moeli.platform import clock, room
from moeli.platform.access.actor import Actor
from moeli.platform.approvals import selectors as approval_selectors
from moeli.platform.approvals import services as approvals
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Body, Entry
from moeli.platform.keyring.services import shred
from moeli.platform.publications import bundles, contents, selectors, services
from moeli.platform.publications.models import Content, Version
from moeli.platform.publications.presenters import ago, channel_line, version_lines
from tests.platform.publications.conftest import CHANNEL, NOW, TODAY, Publish
from tests.platform.publications.tables import table
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(hours=48), "2 days ago"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(span: timedelta, words: str) -> None:
    assert ago(span) == words


def test_each_version_says_where_it_stands(publish: Publish) -> None:
    for minutes, day in ((40, None), (41, None), (42, date(2027, 1, 1))):
        publish(table(minutes), day=day)
    rows = list(Version.objects.order_by("-number"))
    assert [str(line.state) for line in version_lines(rows)] == [
        "Waits for its day",
        "In force",
        "Replaced",
    ]


def test_a_channel_says_what_comes_next_and_when_it_is_old(publish: Publish) -> None:
    publish(table(40))
    upcoming = publish(table(41), day=date(2027, 1, 1))
    kind = room.publication_kinds()[CHANNEL]
    assert channel_line(kind, TODAY, NOW).next == upcoming
    later = channel_line(kind, TODAY, NOW + timedelta(days=500))
    assert (later.stale, later.age) == (True, "500 days ago")


def test_every_entry_is_a_sentence_that_names_its_channel(publish: Publish, stager: Actor) -> None:
    publish()
    services.discard(
        actor=stager,
        staged_id=services.stage(actor=stager, channel=CHANNEL, content=table(50)).id,
    )
    rows = Entry.objects.filter(verb__startswith="publication.").select_related("body")
    said = [room.verbs()[each.verb].render(each) for each in opened(rows.order_by("sequence"))]
    assert said == [
        f"A file was uploaded: {CHANNEL}",
        f"A version was published: {CHANNEL}",
        f"A file was uploaded: {CHANNEL}",
        f"An upload was thrown away: {CHANNEL}",
    ]


def test_an_approval_leads_to_the_upload_or_to_the_channel() -> None:
    look = room.approval_kinds()["publication.version"].look
    assert look
    upload = uuid7()
    assert look(f"{CHANNEL} {upload} 00ff at-once 0 nothing") == f"/publications/uploads/{upload}/"
    assert look(f"{CHANNEL} back-to-3 7") == f"/publications/channels/{CHANNEL}/"


def test_when_a_motive_was_erased_the_decision_still_stands(stager: Actor, second: Actor) -> None:
    staged = services.stage(actor=stager, channel=CHANNEL, content=table())
    asked = services.propose(actor=stager, staged_id=staged.id, motive="New order")
    approvals.deny(actor=second, approval_id=asked.id, motive="The figure is wrong")
    for subject in set(Body.objects.values_list("key_subject", flat=True)):
        shred(subject=subject, scope="journal")
    with clock.standing_still(NOW + timedelta(days=30)):  # looking is recorded under its own month
        shown = approval_selectors.approval(second, asked.id)
    assert (shown.motive, [voice.motive for voice in shown.voices]) == ("", [""])
    assert shown.standing == "denied"


def test_a_version_for_a_channel_unknown_here_is_refused(
    publish: Publish, stager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = publish()
    bundle = bundles.to_bytes(version)
    monkeypatch.setattr(room, "publication_kinds", dict)
    with refused("publication_unknown_channel"):
        services.accept(bundle=bundle, trusted_key=bytes(version.public_key), known_number=None)
    with refused("absent"):
        selectors.version(stager, version.id)


def test_bytes_under_a_wrong_address_are_never_given_out(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = publish()
    monkeypatch.setattr(contents.keyring, "unseal", lambda _binding, _sealed: b"something else")
    with pytest.raises(RuntimeError, match="not what its address says"):
        contents.opened(version.content_id)
    assert Content.objects.count() == 1


def test_acts_on_what_is_not_there_find_nothing(stager: Actor) -> None:
    for act in (
        lambda: services.discard(actor=stager, staged_id=uuid7()),
        lambda: services.propose(actor=stager, staged_id=uuid7(), motive="x"),
        lambda: services.publish(actor=stager, staged_id=uuid7(), approval_id=uuid7()),
    ):
        with refused("absent"):
            act()


def test_a_page_before_sign_in_asks_for_no_acknowledgement() -> None:
    with clock.standing_still(NOW):
        assert Client().get("/sign-in/").status_code == 200
