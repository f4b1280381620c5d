"""A version travels to a post as a bundle, and is believed only there where it belongs."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.platform import node
from moeli.platform.errors import MoeliError
from moeli.platform.journal.models import Entry
from moeli.platform.publications import bundles, guard, selectors, services
from moeli.platform.publications.models import Channel, Content, Reception, Staged, Version
from tests.platform.publications.conftest import CHANNEL, TODAY, Publish
from tests.platform.publications.tables import table
from tests.refusals import refused
from tests.trying import examples

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def key() -> bytes:
    return node.current().public_bytes


@pytest.fixture
def sent(publish: Publish) -> list[bytes]:
    """Three versions as headquarters sends them; this database then knows none, as a post's."""
    return [bundles.to_bytes(publish(table(minutes))) for minutes in (40, 41, 42)]


@pytest.fixture
def at_the_post(sent: list[bytes]) -> list[bytes]:
    forget()
    return sent


def forget() -> None:
    Staged.objects.all().delete()
    with guard.lifted(connection):
        Version.objects.all().delete()
        Channel.objects.all().delete()
        Content.objects.all()._raw_delete("default")


@contextmanager
def unchanged() -> Iterator[None]:
    def state() -> tuple[object, ...]:
        numbers = Version.objects.order_by("number").values_list("number", "digest")
        return list(numbers), Entry.objects.count(), Content.objects.count()

    before = state()
    yield
    assert state() == before


def accept(bundle: bytes, trusted: bytes | None = None, known: int | None = None) -> Version:
    return services.accept(bundle=bundle, trusted_key=trusted or key(), known_number=known)


def test_a_post_takes_versions_in_order_and_they_are_in_force(at_the_post: list[bytes]) -> None:
    taken = [accept(bundle) for bundle in at_the_post]
    assert [each.number for each in taken] == [1, 2, 3]
    assert selectors.in_force(CHANNEL, TODAY) == taken[-1]
    assert selectors.content(taken[-1]) == table(42)
    assert bundles.to_bytes(taken[0]) == at_the_post[0]


def test_the_post_journals_what_it_received(at_the_post: list[bytes]) -> None:
    version = accept(at_the_post[0])
    assert Entry.objects.filter(verb="publication.accepted", subject=str(version.id)).count() == 1
    assert Reception.objects.get().version == version.id


def test_the_same_again_changes_nothing(at_the_post: list[bytes]) -> None:
    for bundle in at_the_post:
        accept(bundle)
    with unchanged():
        for bundle in at_the_post:
            accept(bundle, known=3)


def test_a_gap_is_refused(at_the_post: list[bytes]) -> None:
    accept(at_the_post[0])
    with unchanged(), refused("publication_gap") as told:
        accept(at_the_post[2])
    assert "Version 2 must come before version 3" in str(told.value)


def test_an_older_number_than_the_post_remembers_is_refused(at_the_post: list[bytes]) -> None:
    with unchanged(), refused("publication_older"):
        accept(at_the_post[0], known=2)


def test_another_key_is_refused(at_the_post: list[bytes]) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with unchanged(), refused("publication_forged"):
        accept(at_the_post[0], other)
    for wrong in (b"", b"x" * 31):
        with refused("publication_forged"):
            services.accept(bundle=at_the_post[0], trusted_key=wrong, known_number=None)


def test_a_changed_content_is_refused(at_the_post: list[bytes]) -> None:
    with unchanged(), refused("publication_forged"):
        accept(at_the_post[0].replace(b"value = 40", b"value = 99"))


def test_a_changed_first_day_is_refused(at_the_post: list[bytes]) -> None:
    with unchanged(), refused("publication_forged"):
        accept(at_the_post[0].replace(b"2026-11-24", b"2026-11-25", 1))


def test_two_versions_of_one_number_are_a_fork(publish: Publish, sent: list[bytes]) -> None:
    forget()
    other = bundles.to_bytes(publish(table(99)))
    forget()
    accept(sent[0])
    with unchanged(), refused("publication_fork"):
        accept(other)


def test_a_version_that_follows_another_chain_is_a_fork(
    publish: Publish, sent: list[bytes]
) -> None:
    forget()
    publish(table(99))
    second_of_other = bundles.to_bytes(publish(table(98)))
    forget()
    accept(sent[0])
    with unchanged(), refused("publication_fork"):
        accept(second_of_other)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_on_the_way_is_believed(at_the_post: list[bytes], data: st.DataObject) -> None:
    good = at_the_post[0]
    at = data.draw(st.integers(0, len(good) - 1))
    damaged = data.draw(
        st.sampled_from(
            [good[:at], good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :], good + b"\n"]
        )
    )
    with unchanged(), pytest.raises(MoeliError) as told:
        accept(damaged)
    assert told.value.code in {"publication_unreadable", "publication_forged"}


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_bundle(noise: bytes) -> None:
    for bytes_ in (
        noise,
        b"moeli.publication.bundle.v1\n" + noise,
        b"moeli.publication.bundle.v1\n{}\n",
    ):
        with pytest.raises(MoeliError):
            bundles.from_bytes(bytes_)
