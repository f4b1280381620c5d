"""Sealing and opening fields, and shredding the keys that open them."""

from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.platform import clock, room
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.keyring import traces
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import DataKey
from moeli.platform.keyring.wrapping import unwrapped, wrap
from moeli.platform.prepared import Asked, Prepared, insert
from moeli.platform.vault import envelope, scopes
from moeli.platform.vault.envelope import Binding, EnvelopeError

_MANY = 8  # owners, from which on it pays to look for their keys together
_AT_ONCE = 500

_OWN = Prepared(lambda: DataKey.objects.own(Asked("subject"), Asked("scope")))
_KNOWN = Prepared(lambda: DataKey.objects.filter(id=Asked("id")))


def seal(binding: Binding, plaintext: bytes) -> bytes:
    """The envelope of `plaintext`, under the key of the binding's subject and scope.

    The key is made when it is first needed. Raises MoeliError when it was shredded, or when the
    scope is not registered.
    """
    return seal_many([(binding, plaintext)])[0]


def seal_many(items: list[tuple[Binding, bytes]]) -> list[bytes]:
    """The envelopes of several plaintexts; each key is fetched once, those of many together."""
    # in one order for everybody: two transactions that make the same keys must not wait in a ring
    owners = sorted({(binding.subject, binding.scope) for binding, _plaintext in items})
    rows = _find_or_make_all(owners)
    keys = dict(zip(owners, zip(unwrapped(rows), rows, strict=True), strict=True))
    return [
        _sealed(*keys[binding.subject, binding.scope], binding, text) for binding, text in items
    ]


def unseal(binding: Binding, sealed: bytes) -> bytes:
    """The plaintext of `sealed`.

    Raises MoeliError `shredded` when the key is gone, `closed` when the envelope does not belong
    where `binding` says.
    """
    return unseal_many([(binding, sealed)])[0]


def unseal_many(items: list[tuple[Binding, bytes]]) -> list[bytes]:
    """The plaintexts of several envelopes, with one query for all their keys."""
    try:
        rows = _rows({envelope.key_id_of(sealed) for _binding, sealed in items})
        keys = {row.id: key for row, key in zip(rows, unwrapped(rows), strict=True)}
        return [_open(keys, binding, sealed) for binding, sealed in items]
    except EnvelopeError as error:
        raise MoeliError(KeyringError.CLOSED) from error


def unseal_standing(items: list[tuple[Binding, bytes]]) -> list[bytes | None]:
    """As `unseal_many`; None in the place of what was erased: the rest can still be read."""
    try:
        ids = [envelope.key_id_of(sealed) for _binding, sealed in items]
        rows = _rows(set(ids))
        standing = [row for row in rows if row.wrapped is not None]
        keys = {row.id: key for row, key in zip(standing, unwrapped(standing), strict=True)}
        erased = {row.id for row in rows} - set(keys)
        told = zip(ids, items, strict=True)
        return [None if id in erased else _open(keys, *item) for id, item in told]
    except EnvelopeError as error:
        raise MoeliError(KeyringError.CLOSED) from error


@transaction.atomic
def shred(*, subject: str, scope: str) -> int:
    """Destroy every key of `subject` in `scope`; returns how many there were to destroy.

    A key that comes later, from this node or another, stays shut: a tombstone is left even where
    no key was. Rooms that keep in memory what it opened hear of it. The caller authorises and
    journals: only it knows why.
    """
    traces.wipe_after_commit()
    scopes.require(scope)
    DataKey.lock_all()
    now, keys = clock.now(), DataKey.objects.filter(subject=subject, scope=scope)
    tombstone = {"made_at": now, "shredded_at": now}
    keys.get_or_create(subject=subject, scope=scope, adopted_at=None, defaults=tombstone)
    destroyed = keys.filter(wrapped__isnull=False).update(wrapped=None, shredded_at=now)
    _tell_rooms(subject, scope)
    return destroyed


def _tell_rooms(subject: str, scope: str) -> None:
    for each in room.rooms():
        if each.key_destroyed:
            each.key_destroyed(subject, scope)


def _rows(ids: set[UUID]) -> list[DataKey]:
    """One query; a single key, as nearly always, is asked for in words kept ready."""
    if len(ids) == 1:
        return _KNOWN.rows(id=next(iter(ids)))
    return list(DataKey.objects.filter(id__in=ids))


def _sealed(key: bytes, row: DataKey, binding: Binding, plaintext: bytes) -> bytes:
    return envelope.encrypt(key, row.id, binding, plaintext)


def _open(keys: dict[UUID, bytes], binding: Binding, sealed: bytes) -> bytes:
    key = keys.get(envelope.key_id_of(sealed))
    if key is None:
        raise MoeliError(KeyringError.CLOSED)
    return envelope.decrypt(key, binding, sealed)


def _find_or_make_all(owners: list[tuple[str, str]]) -> list[DataKey]:
    """The keys of these, in their order; of many, those that are missing are made together."""
    if len(owners) < _MANY:
        return [_find_or_make(*owner) for owner in owners]
    found: dict[tuple[str, str], DataKey] = {}
    for start in range(0, len(owners), _AT_ONCE):
        some = owners[start : start + _AT_ONCE]
        found |= _kept(some)
        missing = [owner for owner in some if owner not in found]
        found |= _made(missing) if missing else {}
    return [found[owner] for owner in owners]


def _kept(owners: list[tuple[str, str]]) -> dict[tuple[str, str], DataKey]:
    kept = DataKey.objects.filter(subject__in=[subject for subject, _ in owners], adopted_at=None)
    return {(row.subject, row.scope): row for row in kept}


def _made(owners: list[tuple[str, str]]) -> dict[tuple[str, str], DataKey]:
    for scope in {scope for _subject, scope in owners}:
        scopes.require(scope)
    rows = [_fresh(*owner) for owner in owners]
    for row, wrapped in zip(rows, wrap((row, envelope.fresh_key()) for row in rows), strict=True):
        row.wrapped = wrapped
    try:
        with transaction.atomic():
            insert(rows)
    except IntegrityError:  # another made one of them meanwhile
        return {owner: _find_or_make(*owner) for owner in owners}
    return dict(zip(owners, rows, strict=True))


def _find_or_make(subject: str, scope: str) -> DataKey:
    scopes.require(scope)
    found = _OWN.first(subject=subject, scope=scope)
    return found or _make(subject, scope)


def _make(subject: str, scope: str) -> DataKey:
    made = _fresh(subject, scope)
    [made.wrapped] = wrap([(made, envelope.fresh_key())])
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return DataKey.objects.own(subject, scope).get()  # another made it meanwhile
    return made


def _fresh(subject: str, scope: str) -> DataKey:
    return DataKey(id=uuid7(), subject=subject, scope=scope, made_at=clock.now())
