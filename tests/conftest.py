"""What holds for all tests: the long ones wait, the journal can be emptied between tests."""

import pytest
from hypothesis import settings

from tests import emptying

settings.register_profile("moeli", deadline=None, derandomize=True)
settings.load_profile("moeli")
emptying.install()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run what takes minutes as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    waiting = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=waiting)
    items[:] = [item for item in items if item not in waiting]
