"""What the doctor finds wrong with a node, each with its id and its mend."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from moeli.platform import clock, node
from moeli.platform.node import Node, Role, checks, identity, load_or_make

Set = Callable[..., Node]


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Set:
    """Makes this node another for the length of a test."""

    def become(**changes: object) -> Node:
        other = replace(load_or_make(tmp_path), **changes)
        monkeypatch.setattr(checks, "current", lambda: other)
        return other

    return become


def ids() -> list[str]:
    return [str(each.id) for each in checks.node_is_usable()]


def test_a_node_in_order_has_no_finding(described: Set) -> None:
    described(role=Role.POST, port="MSB", live_from=date(2026, 1, 1))
    assert ids() == []


def test_headquarters_needs_no_port(described: Set) -> None:
    described(role=Role.HEADQUARTERS, port="")
    assert ids() == []


@pytest.mark.parametrize("port", ["", "XXX"])
def test_a_post_at_no_known_port_is_found(described: Set, port: str) -> None:
    described(role=Role.POST, port=port)
    assert ids() == ["moeli.node.E003"]


def test_a_first_day_to_come_is_a_warning(described: Set) -> None:
    described(role=Role.POST, port="MSB", live_from=clock.today() + timedelta(days=2))
    assert ids() == ["moeli.node.W004"]


def test_a_key_that_others_can_read_is_found_and_named(described: Set) -> None:
    this_node = described(role=Role.POST, port="MSB")
    (this_node.keys / "master.key").write_bytes(bytes(32))
    (this_node.keys / "master.key").chmod(0o644)
    [finding] = checks.node_is_usable()
    assert finding.id == "moeli.node.E002"
    assert "chmod 600" in str(finding.hint)
    assert "master.key" in str(finding.hint)


def test_the_private_key_of_headquarters_at_a_post_is_found(
    settings: Settings, tmp_path: Path
) -> None:
    load_or_make(tmp_path, role=Role.POST, port="MSB")
    (tmp_path / "keys" / "seal.key").write_bytes(bytes(32))
    settings.MOELI_HOME = tmp_path
    identity.current.cache_clear()
    try:
        [finding] = checks.node_is_usable()
    finally:
        settings.MOELI_HOME = Path(settings.STATIC_ROOT).parent
        identity.current.cache_clear()
    assert finding.id == "moeli.node.E001"
    assert finding.is_serious()


def test_both_roles_in_one_are_refused_in_production(described: Set) -> None:
    described(role=Role.BOTH)
    assert [each.id for each in checks.role_is_for_production()] == ["moeli.node.E005"]
    described(role=Role.HEADQUARTERS)
    assert checks.role_is_for_production() == []


@pytest.mark.django_db
def test_sqlite_that_does_not_wait_for_the_disk_is_refused_in_production() -> None:
    if connection.vendor != "sqlite":
        assert checks.sqlite_waits_for_the_disk(databases=["default"]) == []
        return
    # the tests' own database is opened with synchronous=OFF
    found = checks.sqlite_waits_for_the_disk(databases=["default"])
    assert [each.id for each in found] == ["moeli.node.E006"]
    assert checks.sqlite_waits_for_the_disk() == []


def test_this_node_is_still_itself() -> None:
    assert node.current().role is Role.BOTH
