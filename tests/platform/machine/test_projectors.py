"""The journal alone tells which devices there are, and told twice it changes nothing."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.db import models

from moeli.platform import room
from moeli.platform.access.actor import SYSTEM
from moeli.platform.ids import uuid7
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.machine import services
from moeli.platform.machine.models import Delegation, Device, DeviceToken, DoorAct, Traffic
from moeli.platform.room import Recorded
from tests.platform.machine.callers import Machine, Officer, enrolled, lent

pytestmark = pytest.mark.django_db
TABLES: tuple[type[models.Model], ...] = (Device, DeviceToken, Delegation, DoorAct)
NOT_TOLD = {"session_key", "used_at"}


@pytest.fixture
def a_morning(reader: Machine, officer: Officer) -> None:
    lent(reader, officer)
    reader.decide(reader.inspect()["id"], key=uuid7())
    services.replace_token(actor=SYSTEM, device_id=reader.device.id)
    services.replace_token(actor=SYSTEM, device_id=reader.device.id)
    officer.lends_to(reader.device)
    services.revoke_device(actor=SYSTEM, device_id=enrolled("lane_agent").device.id)


def rows(table: type[models.Model]) -> list[dict[str, object]]:
    fields = [each.attname for each in table._meta.concrete_fields if each.name not in NOT_TOLD]
    return [
        {
            key: bytes(value) if isinstance(value, memoryview) else value
            for key, value in row.items()
        }
        for row in table._default_manager.order_by("id").values(*fields)
    ]


def told() -> list[Recorded]:
    ours = [verb.name for verb in room.verbs().values() if verb.name.startswith("machine.")]
    return opened(Entry.objects.in_order().filter(verb__in=ours).select_related("body"))


def replay(entries: Iterable[Recorded]) -> None:
    for recorded in entries:
        project = room.verbs()[recorded.verb].project
        assert project
        project(recorded)


@pytest.mark.usefixtures("a_morning")
def test_replayed_into_empty_tables_it_gives_the_same_tables() -> None:
    before, entries = [rows(table) for table in TABLES], told()
    for table in (DoorAct, Delegation, DeviceToken, Traffic, Device):
        table._default_manager.all().delete()
    replay(entries)
    assert [rows(table) for table in TABLES] == before
    assert [len(each) for each in before] == [2, 4, 2, 1]


@pytest.mark.usefixtures("a_morning")
def test_replayed_over_full_tables_it_changes_nothing() -> None:
    before = [rows(table) for table in TABLES]
    replay(told())
    assert [rows(table) for table in TABLES] == before


@pytest.mark.usefixtures("a_morning")
def test_another_nodes_devices_are_not_this_nodes() -> None:
    entries = told()
    for table in (DoorAct, Delegation, DeviceToken, Traffic, Device):
        table._default_manager.all().delete()
    foreign = uuid7()
    replay(replace(each, node=foreign) for each in entries)
    assert not Device.objects.exists()


@pytest.mark.usefixtures("a_morning")
def test_each_sentence_names_nobody(reader: Machine) -> None:
    for recorded in told():
        sentence = room.verbs()[recorded.verb].render(recorded)
        assert sentence == str(room.verbs()[recorded.verb].label)
