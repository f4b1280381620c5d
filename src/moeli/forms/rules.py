"""Dated rules of forms: how answers may be sealed and who reads them, words that tell too much."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from moeli.platform.dated import DatedRow, DatedTable

RUNNER, PLACE = "runner", "place"


@cache
def scopes() -> tuple[str, ...]:
    """Every scope that a form may declare."""
    return tuple(dict.fromkeys(row.id for row in _scopes().rows))


def scope(code: str, day: date) -> DatedRow:
    """What holds for answers under a scope on `day`. Raises KeyError for an unknown one."""
    return _scopes().row(code, day)


def read_by_others(code: str, day: date) -> bool:
    """Whether others than who asked the questions may read the answers."""
    return bool(scope(code, day).value["readers"] == PLACE)


@cache
def telling_words() -> tuple[str, ...]:
    """Parts of words that a title should not have: whoever stands at the desk reads it."""
    text = files("moeli.forms").joinpath("data", "telling_words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["words"])


@cache
def _scopes() -> DatedTable:
    return DatedTable.load("moeli.forms", "scopes")
