"""The server's certificate: for the names and addresses by which PCs reach it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from moeli.operations.certificates import authority
from moeli.operations.errors import OperationsError
from moeli.platform import clock, keyfiles
from moeli.platform.errors import MoeliError

LONGEST: Final = timedelta(days=397)  # what browsers accept
RENEW_BEFORE: Final = timedelta(days=30)
_BACKDATED: Final = timedelta(days=1)
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*")


def issue(folder: Path, *, hosts: Iterable[str], passphrase: str) -> x509.Certificate:
    """A new key and certificate in `folder` for `hosts` (names, IP addresses), 397 days at most.

    The former pair is replaced. Raises MoeliError.
    """
    names = [_name(host) for host in hosts]
    ca_key, ca = authority.load(folder, passphrase)
    key, now = generate_private_key(SECP256R1()), clock.now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(names[0].value)[:64])])
    certificate = (
        x509.CertificateBuilder(ca.subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(min(now - _BACKDATED + LONGEST, ca.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = certificate.public_bytes(Encoding.PEM) + ca.public_bytes(Encoding.PEM)
    _exchange(key_file(folder), secret)
    _exchange(certificate_file(folder), chain)
    return certificate


def certificate_file(folder: Path) -> Path:
    """The certificate, the CA's after it."""
    return folder / "server.pem"


def key_file(folder: Path) -> Path:
    """Its key."""
    return folder / "server.key"


def ends(file: Path) -> datetime:
    """Until when the certificate in `file` holds. Raises OSError or ValueError."""
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc


def hosts_of(file: Path) -> list[str]:
    """For whom it holds."""
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in names]


def _name(host: str) -> x509.DNSName | x509.IPAddress:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        if not _HOST.fullmatch(host.lower()) or len(host) > 253:
            raise MoeliError(OperationsError.BAD_HOST, host=host) from None
        return x509.DNSName(host.lower())


def _exchange(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    keyfiles.write(draft, data)
    draft.replace(path)
