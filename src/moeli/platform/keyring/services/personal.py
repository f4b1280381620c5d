"""One person's own key: what is sealed to it opens with her passphrase, for one request."""

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.keyring.errors import KeyringError
from moeli.platform.keyring.models import PersonalKey
from moeli.platform.vault import envelope, passphrase, sealing
from moeli.platform.vault.envelope import Binding, EnvelopeError
from moeli.platform.vault.passphrase import Stretch


class OpenedKey:
    """A personal key inside its block; afterwards it opens nothing."""

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private: X25519PrivateKey | None = private

    def open_sealed(self, context: bytes, sealed: bytes) -> bytes:
        """The plaintext of what was sealed to her. Raises MoeliError, afterwards always."""
        try:
            if self._private is not None:
                return sealing.open_sealed(self._private, context, sealed)
        except EnvelopeError as error:
            raise MoeliError(KeyringError.CLOSED) from error
        raise MoeliError(KeyringError.PASSPHRASE)

    def close(self) -> None:
        """Forget the private key."""
        self._private = None


@transaction.atomic
def make_personal_key(*, owner: str, phrase: str) -> PersonalKey:
    """A new key for `owner` (an id, never a name), closed by `phrase`; it replaces the former one.

    What was sealed to the former key does not open with the new one: whoever replaces it seals
    that anew, with the former one open. Raises MoeliError when `phrase` is too short.
    """
    passphrase.require_long(phrase)
    private, stretch, now = sealing.fresh_private(), Stretch(), clock.now()
    made = PersonalKey(id=uuid7(), owner=owner, params=stretch.stored(), made_at=now)
    made.public = private.public_key().public_bytes_raw()
    made.wrapped = _wrapped(made, stretch, phrase, private)
    PersonalKey.objects.of(owner).update(replaced_at=now)
    made.save(force_insert=True)
    return made


@transaction.atomic
def change_passphrase(*, owner: str, old: str, new: str) -> None:
    """Close the same key by another passphrase: what was sealed to it opens still."""
    passphrase.require_long(new)
    (row, private), stretch = _opened(owner, old), Stretch()
    row.params, row.wrapped = stretch.stored(), _wrapped(row, stretch, new, private)
    row.save(update_fields=["params", "wrapped"])


@contextmanager
def opened_personal_key(*, owner: str, phrase: str) -> Iterator[OpenedKey]:
    """The key of `owner`, open within the block: one request, never a session.

    Raises MoeliError when the passphrase is another, or there is no such key: both look the same.
    """
    _row, private = _opened(owner, phrase)
    key = OpenedKey(private)
    try:
        yield key
    finally:
        key.close()


def public_key_of(*, owner: str) -> bytes:
    """The 32 raw bytes that others seal to for `owner`. Raises MoeliError when there are none."""
    row = PersonalKey.objects.of(owner).first()
    if row is None:
        raise MoeliError(KeyringError.PASSPHRASE)
    return bytes(row.public)


def _opened(owner: str, phrase: str) -> tuple[PersonalKey, X25519PrivateKey]:
    try:
        row = PersonalKey.objects.of(owner).get()
        key = Stretch.read(row.params).key(phrase)
        secret = envelope.decrypt(key, _binding(row), bytes(row.wrapped))
        return row, X25519PrivateKey.from_private_bytes(secret)
    except (EnvelopeError, PersonalKey.DoesNotExist) as error:
        raise MoeliError(KeyringError.PASSPHRASE) from error


def _wrapped(row: PersonalKey, stretch: Stretch, phrase: str, private: X25519PrivateKey) -> bytes:
    key = stretch.key(phrase)
    return envelope.encrypt(key, row.id, _binding(row), private.private_bytes_raw())


def _binding(row: PersonalKey) -> Binding:
    place = f"{row.id}|{bytes(row.public).hex()}"  # a public key put there by another is found out
    return Binding(row.owner, "personal", "vault.PersonalKey", "wrapped", place)
