"""Roles and agencies, read once from the packaged tables. Pure but for that reading."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency whose people work with this house."""

    id: str
    label: str

    def __str__(self) -> str:
        return gettext(self.label)


@dataclass(frozen=True, slots=True)
class Role:
    """What the holder of a role may do; `by_place` says whether a grant may name one place."""

    id: str
    label: str
    agencies: frozenset[str]
    by_place: bool
    actions: frozenset[str]

    def __str__(self) -> str:
        return gettext(self.label)


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its id, in the order of the table."""
    return {row["id"]: _role(row) for row in _rows("roles")}


@cache
def agencies() -> Mapping[str, Agency]:
    """Every agency by its id, in the order of the table."""
    return {row["id"]: Agency(**row) for row in _rows("agencies")}


def actions_of(role: str) -> frozenset[str]:
    """What `role` may do; nothing for a role that the table no longer knows."""
    known = roles().get(role)
    return known.actions if known else frozenset()


def _role(row: dict[str, Any]) -> Role:
    return Role(
        id=row["id"],
        label=row["label"],
        agencies=frozenset(row["agencies"]),
        by_place=row["by_place"],
        actions=frozenset(row["actions"]),
    )


def _rows(name: str) -> list[dict[str, Any]]:
    text = files("moeli.platform.access").joinpath("data", f"{name}.toml").read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[name]
    return rows
