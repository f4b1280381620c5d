"""The site CA signs servers only, under a passphrase; a PC that trusts it is served by TLS."""

import socket
import ssl
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from moeli.operations.certificates import authority, server
from moeli.platform import clock
from tests import old_home
from tests.refusals import refused

CANARY = "CanaryInTheAddress"
PASSPHRASE = "a long passphrase of one site"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    authority.make(tmp_path, site="maseru.example", passphrase=PASSPHRASE)
    return tmp_path


def test_the_authority_may_sign_servers_and_no_other_authority(folder: Path) -> None:
    _, certificate = authority.load(folder, PASSPHRASE)
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)


def test_its_key_is_closed_without_the_passphrase(folder: Path) -> None:
    assert b"ENCRYPTED" in (folder / "site-ca.key").read_bytes()
    for wrong in ("", "another passphrase altogether"):
        with refused("bad_passphrase"):
            authority.load(folder, wrong)
    assert oct((folder / "site-ca.key").stat().st_mode & 0o777) == "0o600"


def test_a_short_passphrase_and_a_second_authority_are_refused(folder: Path) -> None:
    with refused("short_passphrase"):
        authority.make(folder / "new", site="x", passphrase="fifteen letters")
    before = (folder / "site-ca.key").read_bytes()
    with refused("backup_key_exists"):
        authority.make(folder, site="x", passphrase=PASSPHRASE)
    assert (folder / "site-ca.key").read_bytes() == before


def test_a_server_certificate_is_for_its_names_for_397_days_at_most(folder: Path) -> None:
    certificate = server.issue(
        folder, hosts=["Maseru.example", "10.0.0.5", "fe80::1"], passphrase=PASSPHRASE
    )
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["maseru.example"]
    assert [str(ip) for ip in names.get_values_for_type(x509.IPAddress)] == ["10.0.0.5", "fe80::1"]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    lasts = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert lasts <= timedelta(days=397)
    assert server.hosts_of(server.certificate_file(folder)) == [
        "maseru.example",
        "10.0.0.5",
        "fe80::1",
    ]
    assert oct(server.key_file(folder).stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_a_day_wrong_makes_a_certificate_that_holds_today(
    folder: Path, days: int
) -> None:
    with clock.standing_still(clock.now() + timedelta(days=days)):
        certificate = server.issue(folder, hosts=["localhost"], passphrase=PASSPHRASE)
    assert certificate.not_valid_before_utc <= clock.now() + timedelta(seconds=5)
    assert certificate.not_valid_after_utc > clock.now() + timedelta(days=390)


def test_renewing_exchanges_the_pair_and_needs_the_authority(folder: Path, tmp_path: Path) -> None:
    server.issue(folder, hosts=["localhost"], passphrase=PASSPHRASE)
    before = server.certificate_file(folder).read_bytes()
    server.issue(folder, hosts=["localhost"], passphrase=PASSPHRASE)
    assert server.certificate_file(folder).read_bytes() != before
    with refused("no_authority"):
        server.issue(tmp_path / "empty", hosts=["localhost"], passphrase=PASSPHRASE)


@pytest.mark.parametrize("host", ["", "a b", "-x.example", "x" * 64, "http://x", "*.example"])
def test_what_is_no_name_of_a_machine_is_refused(folder: Path, host: str) -> None:
    with refused("bad_host"):
        server.issue(folder, hosts=[host], passphrase=PASSPHRASE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.long
def test_the_whole_site_is_served_by_tls_to_those_who_trust_the_authority(tmp_path: Path) -> None:
    home = old_home.brought_up_to_date(tmp_path / "home")
    words = ("certificate", "--new-authority", "localhost", "127.0.0.1")
    made = old_home.moeli(home, *words, typed=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr
    assert "certutil -addstore Root" in made.stdout
    port = free_port()
    log = tmp_path / "site.log"
    words = ("serve", "--port", str(port), "--host", "127.0.0.1")
    site = old_home.started(home, *words, log=log, MOELI_LOG_LEVEL="INFO")
    try:
        trusting = ssl.create_default_context(cafile=str(home / "tls" / "site-ca.pem"))
        assert b"Sign in" in answered(f"https://localhost:{port}/sign-in/", trusting, site)
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            urlopen(f"https://localhost:{port}/sign-in/", timeout=5)
        with pytest.raises(HTTPError):
            answered(f"https://localhost:{port}/{CANARY}/?q={CANARY}", trusting, site)
    finally:
        site.terminate()
        assert site.wait(timeout=30) == 0
    said = log.read_text()
    assert all(event in said for event in ("child.started", "request.done", "site.stopped"))
    assert CANARY not in said


def answered(address: str, trusting: ssl.SSLContext, site: subprocess.Popen[bytes]) -> bytes:
    until = time.monotonic() + 40
    while time.monotonic() < until and site.poll() is None:
        try:
            with urlopen(address, timeout=5, context=trusting) as answer:
                return bytes(answer.read())
        except HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not answer")
