"""What holds for all tests: the long ones wait, the journal can be emptied between tests."""

import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from moeli.config import collecting
from tests import emptying, fresh_home, once, own_database

# Every half has processes of its own, and many a test starts more: each would compile it all again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("ordinary", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=100, deadline=None, derandomize=True)
settings.load_profile("ordinary")
emptying.install()
once.begin()

_BOTH = "both_engines"
_WAITING = ("faults", "launcher", "practice", "demo", "network", "operations", "cli")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run what takes minutes as well")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--long"):
        settings.load_profile("long")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests that stay are no garbage either: a third of the time they take to find."""
    with collecting.nothing():
        return (yield)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Among several processes one makes the tables, and the others' databases are copies."""
    from django.db import connection

    if not os.environ.get("PYTEST_XDIST_WORKER"):
        return False
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False  # to find that nothing is left to do takes each process seconds
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = own_database.template()
        return False
    shutil.copy(fresh_home.tables(), test["NAME"])
    return True


@pytest.fixture(autouse=True)
def list_that_never_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process knows of the document list is that of no test before: its rows are gone."""
    from moeli.screening import edition, filing, holder_index

    index = holder_index.HolderIndex()
    index._held = holder_index._Held(edition.Edition(), filing.FiledHolders())
    monkeypatch.setattr(holder_index, "_INDEX", index)


@pytest.fixture(autouse=True)
def language_that_nobody_chose() -> None:
    """A page asked for in Sesotho leaves its process in Sesotho until the next is asked for."""
    from django.utils import translation

    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    longest_first(items)
    in_their_order(items)
    if config.getoption("--long"):
        return
    waiting = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=waiting)
    items[:] = [item for item in items if item not in waiting]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What has nothing for PostgreSQL is not even imported in its half."""
    if config.getoption("markexpr") != _BOTH or collection_path.suffix != ".py":
        return None
    return True if _BOTH not in collection_path.read_text(encoding="utf-8") else None


def longest_first(items: list[pytest.Item]) -> None:
    """Files whose tests start processes and wait for them: while they wait, others have a turn."""
    items.sort(key=lambda item: not any(name in item.path.parts for name in _WAITING))


def in_their_order(items: list[pytest.Item]) -> None:
    """Those marked `in_order` stand as in their file, one surroundings after the other."""
    places = [place for place, item in enumerate(items) if item.get_closest_marker("in_order")]
    for place, item in zip(
        places, sorted((items[each] for each in places), key=_told), strict=True
    ):
        items[place] = item


def _told(item: pytest.Item) -> tuple[str, str, int]:
    _path, line, name = item.location
    return str(item.path), name.partition("[")[2].rstrip("]").partition("-")[0], line or 0
