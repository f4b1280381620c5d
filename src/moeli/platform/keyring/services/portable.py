"""Data keys that travel: out, to be sealed to another node; in, to be kept under our master key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import DataKey
from moeli.platform.keyring.wrapping import unwrapped, wrap
from moeli.platform.vault import scopes
from moeli.platform.vault.envelope import KEY_BYTES


@dataclass(frozen=True, slots=True)
class PortableKey:
    """A data key laid open, for as long as it takes to seal it to its recipient."""

    id: UUID
    subject: str
    scope: str
    key: bytes = field(repr=False)


def export_keys(*, ids: Iterable[UUID]) -> list[PortableKey]:
    """The keys of these ids, laid open; those shredded or not kept here are left out.

    The caller authorises, journals, and seals them to one recipient before they leave the process.
    """
    rows = list(DataKey.objects.filter(id__in=set(ids), wrapped__isnull=False).order_by("id"))
    return _portable(rows)


@transaction.atomic
def adopt_keys(*, keys: Iterable[PortableKey]) -> int:
    """Keep keys of another node under this node's master key; returns how many are new here.

    Done twice it changes nothing. A key whose subject and scope were shredded here is kept as a
    tombstone: what it sealed stays closed. An adopted key opens and never seals. Raises
    MoeliError when a scope is not registered or an id is kept here for something else.
    """
    coming = {key.id: key for key in keys}
    for each in coming.values():
        scopes.require(each.scope)
        if len(each.key) != KEY_BYTES:
            raise MoeliError(KeyringError.CLOSED)
    DataKey.lock_all()
    here = list(DataKey.objects.filter(id__in=coming))
    _require_same(coming, [row for row in here if row.wrapped is not None])
    new = [coming[id] for id in sorted(coming.keys() - {row.id for row in here})]
    DataKey.objects.bulk_create(_rows(new))
    return len(new)


def _portable(rows: list[DataKey]) -> list[PortableKey]:
    keys = zip(rows, unwrapped(rows), strict=True)
    return [PortableKey(row.id, row.subject, row.scope, key) for row, key in keys]


def _require_same(coming: dict[UUID, PortableKey], kept: list[DataKey]) -> None:
    if any(coming[each.id] != each for each in _portable(kept)):
        raise MoeliError(KeyringError.OTHER_KEY)


def _rows(keys: list[PortableKey]) -> list[DataKey]:
    shredded = DataKey.objects.filter(subject__in={key.subject for key in keys}, wrapped=None)
    dead = set(shredded.values_list("subject", "scope"))
    rows = [_row(key, dead=(key.subject, key.scope) in dead) for key in keys]
    live = [(row, key.key) for row, key in zip(rows, keys, strict=True) if not row.shredded_at]
    for (row, _key), wrapped in zip(live, wrap(live), strict=True):
        row.wrapped = wrapped
    return rows


def _row(key: PortableKey, *, dead: bool) -> DataKey:
    now = clock.now()
    return DataKey(
        id=key.id,
        subject=key.subject,
        scope=key.scope,
        made_at=now,
        adopted_at=now,
        shredded_at=now if dead else None,
    )
