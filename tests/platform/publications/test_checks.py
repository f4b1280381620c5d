"""The doctor says what was published too long ago."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moeli.platform import clock, node, room
from moeli.platform.node import Role
from moeli.platform.publications.checks import publications_are_fresh
from tests.platform.publications.conftest import CHANNEL, NOW, Publish

pytestmark = pytest.mark.django_db


def test_the_doctor_names_what_is_too_old_and_at_a_post_how_the_new_one_comes(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    limit = room.publication_kinds()[CHANNEL].stale_after
    assert limit
    with clock.standing_still(NOW + limit):
        assert publications_are_fresh(databases=["default"]) == []
    with clock.standing_still(NOW + limit + timedelta(days=1)):
        [found] = publications_are_fresh(databases=["default"])
        assert (found.id, found.is_serious()) == ("moeli.publications.W001", False)
        assert f"{limit.days + 1} days old" in found.msg
        assert "Publish it anew" in str(found.hint)
        post = replace(node.current(), role=Role.POST)
        monkeypatch.setattr(node, "current", lambda: post)
        assert "./moeli import" in str(publications_are_fresh(databases=["default"])[0].hint)
        assert publications_are_fresh() == []
