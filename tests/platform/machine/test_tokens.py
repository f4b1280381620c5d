"""A token opens the door while it holds; stolen, ended or shown wrongly it opens nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from moeli.platform import clock
from moeli.platform.access.actor import ANONYMOUS, SYSTEM, Actor, Scope
from moeli.platform.ids import uuid7
from moeli.platform.journal.models import Entry
from moeli.platform.machine import services
from moeli.platform.machine.models import Device, DeviceToken, Traffic
from tests.platform.machine.callers import Machine, enrolled
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DAYS = 180


def renewed(machine: Machine) -> Machine:
    """The same device with its next token."""
    issued = services.replace_token(actor=SYSTEM, device_id=machine.device.id)
    return Machine(machine.device, issued.token)


def test_only_a_keyed_hash_of_the_token_is_kept(reader: Machine) -> None:
    kept = bytes(DeviceToken.objects.get().token_hash)
    assert len(kept) == 16
    assert reader.token.encode() not in kept
    for entry in Entry.objects.all():
        assert reader.token.encode() not in bytes(entry.body.sealed)


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer  {token}",
        "bearer {token}",
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer {token} ",
        "Bearer {other}",
        "Bearer mld_",
        "Bearer mlo_{rest}",
        "Bearer {token}\r\nX-Injected: 1",
        "Bearer é{token}",
    ],
)
def test_whatever_is_wrong_with_a_token_the_answer_is_one(reader: Machine, shown: str) -> None:
    token = reader.token
    header = shown.format(token=token, other="mld_" + "A" * 43, rest=token[4:])
    answer = Client().get("/api/v1/health", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.json()["code"] == "unknown_device"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="moeli"'
    assert "X-Injected" not in answer.headers
    assert answer.content == Client().get("/api/v1/health").content


def test_a_token_ends_on_its_day(reader: Machine) -> None:
    issued = DeviceToken.objects.get().issued_at
    with clock.standing_still(issued + timedelta(days=DAYS) - timedelta(seconds=1)):
        assert reader.get("/health").status_code == 200
    with clock.standing_still(issued + timedelta(days=DAYS)):
        assert reader.get("/health").status_code == 401


def test_a_revoked_device_is_not_known_from_the_next_request_on(reader: Machine) -> None:
    assert reader.get("/health").status_code == 200
    services.revoke_device(actor=SYSTEM, device_id=reader.device.id)
    assert reader.get("/health").status_code == 401
    with refused("device_already_revoked"):
        services.revoke_device(actor=SYSTEM, device_id=reader.device.id)
    with refused("device_already_revoked"):
        services.replace_token(actor=SYSTEM, device_id=reader.device.id)


def test_a_replaced_token_is_good_for_a_day_beside_the_new_one(reader: Machine) -> None:
    newer = renewed(reader)
    now = clock.now()
    assert (reader.get("/health").status_code, newer.get("/health").status_code) == (200, 200)
    with clock.standing_still(now + timedelta(hours=25)):
        assert (reader.get("/health").status_code, newer.get("/health").status_code) == (401, 200)


def test_of_three_tokens_only_the_last_two_are_good(reader: Machine) -> None:
    second, third = renewed(reader), renewed(reader)
    answers = [machine.get("/health").status_code for machine in (reader, second, third)]
    assert answers == [401, 200, 200]


def test_what_was_done_with_a_device_is_in_the_journal(reader: Machine) -> None:
    services.replace_token(actor=SYSTEM, device_id=reader.device.id)
    services.revoke_device(actor=SYSTEM, device_id=reader.device.id)
    about = Entry.objects.filter(subject=str(reader.device.id)).order_by("sequence")
    assert list(about.values_list("verb", flat=True)) == [
        "machine.device_enrolled",
        "machine.token_replaced",
        "machine.device_revoked",
    ]


def test_the_administrator_sees_when_it_was_last_seen(reader: Machine) -> None:
    assert Traffic.objects.get().seen_at is None
    with clock.standing_still(clock.now()):
        reader.get("/health")
        assert Traffic.objects.get().seen_at == clock.now()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"place": "XXX"}, "bad_device_place"),
        ({"desk": " "}, "bad_device_desk"),
        ({"desk": "x" * 41}, "bad_device_desk"),
        ({"name": ""}, "bad_device_name"),
        ({"name": "a\u202eb"}, "bad_device_name"),
        ({"profile": "everything"}, "unknown_profile"),
    ],
)
def test_a_device_is_named_well_or_not_enrolled(given: dict[str, str], code: str) -> None:
    good = {"place": "MSB", "desk": "Desk 1", "name": "Reader 1", "profile": "kiosk_reader"}
    with refused(code):
        services.enrol_device(actor=SYSTEM, **good | given)
    assert not Device.objects.exists()


def test_two_devices_of_one_name_stand_at_two_places(reader: Machine) -> None:
    same = {"desk": "Desk 1", "name": reader.device.name, "profile": "kiosk_reader"}
    services.enrol_device(actor=SYSTEM, place="MPB", **same)
    with refused("device_name_taken"):
        services.enrol_device(actor=SYSTEM, place="MSB", **same)


def test_a_device_of_another_place_is_absent(reader: Machine) -> None:
    elsewhere = Actor(str(uuid7()), grants=(Scope("x", "MPB", frozenset({"device.enrol"})),))
    for act in (services.revoke_device, services.replace_token):
        for actor in (elsewhere, ANONYMOUS):
            with refused("absent"):
                act(actor=actor, device_id=reader.device.id)
    assert enrolled().get("/health").status_code == 200
