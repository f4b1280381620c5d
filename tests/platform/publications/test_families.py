"""Channels that come to be as they are needed, and contents that are no text."""

from datetime import date

import pytest

from moeli.platform import room
from moeli.platform.access.actor import Actor
from moeli.platform.publications import bundles, judging, selectors, services
from moeli.platform.publications.models import Version
from tests.forms.publishing import published
from tests.forms.sheets import sheets, with_media
from tests.refusals import refused


def test_a_channel_of_a_family_is_known_by_its_prefix_and_its_name() -> None:
    kind = room.publication_kind("form.anything_new")
    assert kind is not None
    assert (kind.code, kind.text, kind.look) == ("form.anything_new", False, "form_upload")
    for channel in ("form", "form.", "form.LOUD", "form.../x", "nothing.else", "rules"):
        assert room.publication_kind(channel) is None
    assert room.publication_kind("rules.desk") is room.publication_kinds()["rules.desk"]


def test_the_letters_of_what_is_no_text_are_left_to_its_room() -> None:
    kind = room.publication_kind("form.seen")
    assert kind is not None
    assert judging.problems(kind, with_media(), date(2026, 11, 24)) == []


@pytest.mark.django_db
def test_each_channel_has_a_chain_of_its_own(stager: Actor) -> None:
    published(sheets(form_id="one"))
    published(sheets(form_id="two"))
    second = published(sheets(form_id="one", version="2"))
    found = {(each.channel, each.number) for each in Version.objects.all()}
    assert found == {("form.one", 1), ("form.two", 1), ("form.one", 2)}
    assert second.number == 2
    assert [each.number for each in selectors.versions(stager, "form.one")] == [2, 1]


@pytest.mark.django_db
def test_another_form_is_not_published_on_the_channel_of_one(stager: Actor) -> None:
    staged = services.stage(actor=stager, channel="form.one", content=sheets(form_id="two"))
    assert [each["code"] for each in staged.problems] == ["other_form"]
    with refused("absent"):
        services.stage(actor=stager, channel="form.LOUD", content=sheets())


@pytest.mark.django_db
def test_an_edition_travels_as_a_bundle_with_its_pictures() -> None:
    edition = published(with_media())
    version = selectors.version_of(edition.id)
    bundle = bundles.from_bytes(bundles.to_bytes(version))
    assert bundle.is_sound(bytes(version.public_key))
    assert bundle.content == with_media()
    assert selectors.printable(version) == ""
