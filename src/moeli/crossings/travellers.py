"""Which class of traveller somebody is: by what the officer said, a permit, the document. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from moeli.crossings.outcomes import CITIZEN
from moeli.platform.dated import DatedRow


class TravellerClass(StrEnum):
    """The classes that the tables of documents, of stay and of what is asked speak of."""

    CITIZEN = "citizen"
    VISITOR = "visitor"
    TRADER = "trader"
    TRANSIT = "transit"
    CREW = "crew"
    FREQUENT = "frequent"
    PERMIT_HOLDER = "permit_holder"
    MINER = "miner"
    LEARNER = "learner"
    WORKER = "worker"
    STUDENT = "student"
    RESIDENT = "resident"
    DIPLOMAT = "diplomat"
    REFUGEE = "refugee"
    ASYLUM_SEEKER = "asylum_seeker"


WITHOUT_STATE = "without_state"
_BY_DOCUMENT = {
    "PD": TravellerClass.DIPLOMAT,
    "PO": TravellerClass.DIPLOMAT,
    "PR": TravellerClass.REFUGEE,
    "AC": TravellerClass.CREW,
}

Groups = Mapping[str, frozenset[str]]
"""The codes of each group of nationalities, by the group's name."""


def class_of(
    *,
    nationality: str,
    document_code: str,
    permit_classes: Iterable[str] = (),
    stated: TravellerClass | None = None,
    groups: Groups,
) -> TravellerClass:
    """What the officer stated comes first, then the kind of document, a permit, the nationality."""
    if stated:
        return stated
    if nationality in groups.get(WITHOUT_STATE, ()):
        return TravellerClass.REFUGEE
    if document_code in _BY_DOCUMENT:
        return _BY_DOCUMENT[document_code]
    by_permit = next(iter(permit_classes), "")
    if by_permit:
        return TravellerClass(by_permit)
    return TravellerClass.CITIZEN if nationality == CITIZEN else TravellerClass.VISITOR


def groups_in(rows: Iterable[DatedRow]) -> Groups:
    """The groups that rows of a day name."""
    return {row.id: frozenset(row.value["codes"]) for row in rows}


def groups_of(nationality: str, groups: Groups) -> frozenset[str]:
    """The names of the groups that a nationality belongs to."""
    return frozenset(name for name, codes in groups.items() if nationality in codes)


def speaks_of(value: Mapping[str, object], key: str, held: Iterable[str]) -> bool:
    """Whether a row fits: it leaves the list `key` out, or names something of `held` in it."""
    named = value.get(key)
    if named is None:
        return True
    return isinstance(named, list) and not set(named).isdisjoint(held)
