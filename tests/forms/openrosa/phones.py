"""A phone for tests: it answers challenges as RFC 7616 says, and sends what Collect would send."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from moeli.forms.openrosa.services import Issued, issue_phone
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from tests.signing_in import person

SPACES = {
    "f": "http://openrosa.org/xforms/xformsList",
    "m": "http://openrosa.org/xforms/xformsManifest",
    "r": "http://openrosa.org/http/response",
}
PARTS = re.compile(r'(\w+)="?([^",]+)"?')
DATE = "Tue, 24 Nov 2026 08:00:00 GMT"


def answers(
    *inside: str,
    instance: str = "uuid:1",
    form: str = "few",
    version: str = "1",
    root: str = "data",
) -> bytes:
    """The XML of a run."""
    told = "".join(inside) or "<name>Lineo</name><age>17</age><child/>"
    meta = f"<meta><instanceID>{instance}</instanceID></meta>" if instance else ""
    return f'<{root} id="{form}" version="{version}">{told}{meta}</{root}>'.encode()


@dataclass
class Phone:
    """A phone that was let in: by Digest, or by the token in its address."""

    issued: Issued
    algorithm: str = "MD5"
    client: Client = field(default_factory=Client)
    challenge: dict[str, str] = field(default_factory=dict)
    count: int = 0

    @property
    def base(self) -> str:
        return f"/openrosa/key/{self.issued.token}/" if self.issued.token else "/openrosa/"

    def get(self, address: str, **given: Any) -> Any:
        return self.ask("GET", address, **given)

    def head(self, address: str = "submission", **given: Any) -> Any:
        return self.ask("HEAD", address, **given)

    def send(self, xml: bytes = b"", *, date: str = DATE, **files: bytes) -> Any:
        """A POST of answers with files; a file's name has `_` where a dot stands."""
        parts = {name: upload(name.replace("_", "."), data) for name, data in files.items()}
        body = {"xml_submission_file": upload("run.xml", xml or answers()), **parts}
        return self.ask("POST", "submission", data=body, HTTP_DATE=date)

    def ask(self, method: str, address: str, **given: Any) -> Any:
        """As clients do: with what is known of the challenge; and once more after a new one."""
        path = address if address.startswith("/") else self.base + address
        answer = self.once(method, path, **given)
        if answer.status_code == 401 and self.issued.password and self.take(answer):
            for each in (given.get("data") or {}).values():
                each.seek(0)
            answer = self.once(method, path, **given)
        return answer

    def once(self, method: str, path: str, **given: Any) -> Any:
        """One request, with no second try."""
        if self.challenge:
            self.count += 1
            given["HTTP_AUTHORIZATION"] = self.authorization(method, path)
        return getattr(self.client, method.lower())(path, **given)

    def take(self, answer: Any) -> bool:
        """Remember the challenge; False where the same one comes back: the password is wrong."""
        told = dict(PARTS.findall(next(c for c in challenges(answer) if self.algorithm in c)))
        before, self.challenge, self.count = self.challenge, told, 0
        return not before or told.get("stale") == "true"

    def authorization(self, method: str, uri: str, *, nc: str = "", password: str = "") -> str:
        told, nc, cnonce = self.challenge, nc or f"{self.count:08x}", secrets.token_hex(8)
        made = hashlib.md5 if self.algorithm == "MD5" else hashlib.sha256

        def digest(text: str) -> str:
            return made(text.encode()).hexdigest()

        name = self.issued.phone.username
        a1 = digest(f"{name}:{told['realm']}:{password or self.issued.password}")
        a2 = digest(f"{method}:{uri}")
        proof = digest(f"{a1}:{told['nonce']}:{nc}:{cnonce}:auth:{a2}")
        return (
            f'Digest username="{name}", realm="{told["realm"]}", nonce="{told["nonce"]}",'
            f' uri="{uri}", algorithm={self.algorithm}, qop=auth, nc={nc}, cnonce="{cnonce}",'
            f' response="{proof}"'
        )


def challenges(answer: Any) -> list[str]:
    """Every challenge of a 401, each from a header of its own."""
    return [value for name, value in answer.items() if name == "WWW-Authenticate"]


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def said(answer: Any) -> str:
    """The message of an answer, which is a document of OpenRosa."""
    return str(xml(answer).findtext("r:message", namespaces=SPACES))


def xml(answer: Any) -> etree._Element:
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer["X-OpenRosa-Version"] == "1.0"
    return etree.parse(BytesIO(answer.content)).getroot()


def let_in(forms: list[str], way: str = "digest", user: User | None = None) -> Phone:
    """A phone of an officer at Maseru Bridge."""
    bearer = user or person("primary_officer", "MSB")
    issued = issue_phone(
        actor=SYSTEM,
        person=str(bearer.id),
        place="MSB",
        name="Phone 3",
        forms=forms,
        days=30,
        way=way,
    )
    return Phone(issued)
