"""The site CA: one key, under a passphrase, that signs this site's server certificates only."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from moeli.operations.errors import OperationsError
from moeli.platform import clock, keyfiles
from moeli.platform.errors import MoeliError

SHORTEST_PASSPHRASE: Final = 16
_YEARS: Final = timedelta(days=10 * 365)
_KEY, _CERTIFICATE = "site-ca.key", "site-ca.pem"
_BACKDATED: Final = timedelta(days=1)  # PCs whose clock is behind accept it today


def certificate_file(folder: Path) -> Path:
    """What PCs are told to trust."""
    return folder / _CERTIFICATE


def make(folder: Path, *, site: str, passphrase: str) -> x509.Certificate:
    """Make the site CA in `folder`: key (encrypted) and certificate, which may sign servers only.

    Raises MoeliError `short_passphrase` or `backup_key_exists`.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise MoeliError(OperationsError.SHORT_PASSPHRASE)
    key = generate_private_key(SECP256R1())
    certificate = _signed_by_itself(key, site)
    locked = BestAvailableEncryption(passphrase.encode())
    try:
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
        keyfiles.write(folder / _KEY, secret)
        keyfiles.write(folder / _CERTIFICATE, certificate.public_bytes(Encoding.PEM))
    except FileExistsError as error:
        raise MoeliError(OperationsError.KEY_EXISTS, file=folder / _KEY) from error
    certificate_file(folder).chmod(0o644)  # it is for everybody
    return certificate


def load(folder: Path, passphrase: str) -> tuple[EllipticCurvePrivateKey, x509.Certificate]:
    """The CA's key and certificate. Raises MoeliError `no_authority` or `bad_passphrase`."""
    if not (folder / _KEY).exists():
        raise MoeliError(OperationsError.NO_AUTHORITY, folder=folder)
    try:
        key = load_pem_private_key(keyfiles.read(folder / _KEY), passphrase.encode())
    except (ValueError, TypeError) as error:
        raise MoeliError(OperationsError.BAD_PASSPHRASE) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise MoeliError(OperationsError.NO_AUTHORITY, folder=folder)
    return key, x509.load_pem_x509_certificate(certificate_file(folder).read_bytes())


def _signed_by_itself(key: EllipticCurvePrivateKey, site: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Moeli site CA {site}")])
    public, now = key.public_key(), clock.now()
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(name, name, public, x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + _YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
