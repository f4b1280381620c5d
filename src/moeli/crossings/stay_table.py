"""The table of stay: delivered with the house, and published anew by headquarters."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from moeli.crossings import tables
from moeli.crossings.stay_terms import Basis
from moeli.crossings.travellers import TravellerClass
from moeli.platform.dated import DatedRow
from moeli.platform.publications.rule_tables import RuleTable

_LISTS = ("groups", "nationalities", "classes", "permits")
_DAYS, _WINDOW = range(1, 1826), range(2, 1826)
_CLASSES = frozenset(each.value for each in TravellerClass)


def _accepts(row: DatedRow) -> bool:
    """Whether the rule of stay could be reckoned with: it names only what the house knows."""
    value = row.value
    if not isinstance(value, dict) or type(value.get("rank")) is not int:
        return False
    texts = all(isinstance(value.get(each), str) and value[each] for each in ("en", "st"))
    return texts and _lists(value) and _counts(value)


def _lists(value: Mapping[str, Any]) -> bool:
    known: dict[str, frozenset[str] | None] = {
        "groups": tables.group_names(),
        "classes": _CLASSES,
        "permits": frozenset(row.id for row in tables.every_permit_kind()),
        "nationalities": None,
    }
    held = ((value[name], known[name]) for name in _LISTS if name in value)
    return all(
        _texts(names) and (among is None or among.issuperset(names)) for names, among in held
    )


def _texts(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(each, str) for each in names)


def _counts(value: Mapping[str, Any]) -> bool:
    """A basis that counts has its days, one that looks back its window, and no other has any."""
    if value.get("basis") not in {each.value for each in Basis}:
        return False
    basis = Basis(value["basis"])
    needs = ((basis.counts, "days", _DAYS), (basis is Basis.WINDOW, "window", _WINDOW))
    return all(
        type(value.get(name)) is int and value[name] in allowed if needed else name not in value
        for needed, name, allowed in needs
    )


STAY = RuleTable(
    code="rules.stay",
    label=_("Rules of stay"),
    package="moeli.crossings",
    name="stay_rules",
    accepts=_accepts,
    needed=frozenset({"citizen", "protection"}),
)
