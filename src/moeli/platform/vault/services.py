"""Sealing and opening fields, and shredding the keys that open them."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from moeli.platform import clock
from moeli.platform.errors import ErrorCode, MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.vault import envelope
from moeli.platform.vault.envelope import Binding, EnvelopeError
from moeli.platform.vault.master import master_key
from moeli.platform.vault.models import DataKey


class VaultError(ErrorCode):
    """Why something sealed stays closed."""

    SHREDDED = "shredded", _("This was erased: its key no longer exists."), 410
    CLOSED = "closed", _("This cannot be opened: it was changed, moved or sealed elsewhere."), 500


def seal(binding: Binding, plaintext: bytes) -> bytes:
    """The envelope of `plaintext`, under the key of the binding's subject and scope.

    The key is made when it is first needed. Raises MoeliError when it was shredded.
    """
    return seal_many([(binding, plaintext)])[0]


def seal_many(items: list[tuple[Binding, bytes]]) -> list[bytes]:
    """The envelopes of several plaintexts; each key is fetched once."""
    # in one order for everybody: two transactions that make the same keys must not wait in a ring
    owners = sorted({(binding.subject, binding.scope) for binding, _plaintext in items})
    keys = {owner: _with_id(_find_or_make(*owner)) for owner in owners}
    return [
        envelope.encrypt(*keys[binding.subject, binding.scope], binding, plaintext)
        for binding, plaintext in items
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
        ids = {envelope.key_id_of(sealed) for _binding, sealed in items}
        keys = {key.id: _unwrapped(key) for key in DataKey.objects.filter(id__in=ids)}
        return [_open(keys, binding, sealed) for binding, sealed in items]
    except EnvelopeError as error:
        raise MoeliError(VaultError.CLOSED) from error


def shred(*, subject: str, scope: str) -> int:
    """Destroy the key of `subject` in `scope`; returns how many keys there were to destroy (0, 1).

    The caller authorises and journals: only it knows why.
    """
    kept = DataKey.objects.filter(subject=subject, scope=scope, wrapped__isnull=False)
    return kept.update(wrapped=None, shredded_at=clock.now())


def _open(keys: dict[UUID, bytes], binding: Binding, sealed: bytes) -> bytes:
    key = keys.get(envelope.key_id_of(sealed))
    if key is None:
        raise MoeliError(VaultError.CLOSED)
    return envelope.decrypt(key, binding, sealed)


def _find_or_make(subject: str, scope: str) -> DataKey:
    found = DataKey.objects.filter(subject=subject, scope=scope).first()
    return found or _make(subject, scope)


def _make(subject: str, scope: str) -> DataKey:
    made = DataKey(id=uuid7(), subject=subject, scope=scope, made_at=clock.now())
    made.wrapped = master_key().wrap(_own_binding(made), envelope.fresh_key())
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return DataKey.objects.get(subject=subject, scope=scope)  # another made it meanwhile
    return made


def _with_id(data_key: DataKey) -> tuple[bytes, UUID]:
    return _unwrapped(data_key), data_key.id


def _unwrapped(data_key: DataKey) -> bytes:
    if data_key.wrapped is None:
        raise MoeliError(VaultError.SHREDDED)
    try:
        return master_key().unwrap(_own_binding(data_key), bytes(data_key.wrapped))
    except EnvelopeError as error:
        raise MoeliError(VaultError.CLOSED) from error


def _own_binding(data_key: DataKey) -> Binding:
    row = str(data_key.id)
    return Binding(data_key.subject, data_key.scope, "vault.DataKey", "wrapped", row)
