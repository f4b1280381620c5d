"""A phone at the site as it is served: granian, the whole of Django, a client of another make."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from moeli.forms.models import Run
from moeli.forms.openrosa.models import Submission
from tests.forms.openrosa.phones import answers, let_in
from tests.forms.openrosa.serving import served, talk
from tests.forms.publishing import published

pytestmark = pytest.mark.django_db(transaction=True)
BOUNDARY = "----moeli"


def parts(xml: bytes) -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="xml_submission_file";'
        ' filename="run.xml"\r\nContent-Type: text/xml\r\n\r\n'
    )
    return head.encode() + xml + f"\r\n--{BOUNDARY}--\r\n".encode()


def test_curl_by_digest_sends_in_chunks_and_the_run_is_there(tmp_path: Path) -> None:
    published()
    phone = let_in(["few"])
    xml = answers("<name>Lineo š</name><age>17</age><child/>")
    (tmp_path / "body").write_bytes(parts(xml))
    name, password = phone.issued.phone.username, phone.issued.password
    curl = ["curl", "-sS", "-o", os.devnull, "-w", "%{http_code} ", "--digest", "-u"]
    send = ["-H", "Transfer-Encoding: chunked", "--data-binary", f"@{tmp_path / 'body'}"]
    send += ["-H", f"Content-Type: multipart/form-data; boundary={BOUNDARY}"]
    site = {
        "DJANGO_SETTINGS_MODULE": "moeli.config.settings.dev",
        "MOELI_HOME": str(settings.MOELI_HOME),
        "MOELI_DATABASE_URL": f"sqlite:///{settings.DATABASES['default']['NAME']}",
    }
    bare = b"GET /openrosa/formList HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with served("moeli.config.rsgi:application", **site) as port:
        base = f"http://127.0.0.1:{port}/openrosa"

        def asked(*words: str) -> str:
            done = subprocess.run([*curl, f"{name}:{password}", *words], capture_output=True)
            return done.stdout.decode().split()[-1]

        lines = talk(port, bare).lower().split(b"\r\n")
        assert sum(line.startswith(b"www-authenticate: digest ") for line in lines) == 2
        assert sum(line.startswith(b"date: ") for line in lines) == 1
        assert asked(f"{base}/formList") == "200"
        assert asked("-I", f"{base}/submission") == "204"
        assert asked(*send, f"{base}/submission") == "201"
        assert asked(*send, f"{base}/submission") == "202"
        (tmp_path / "body").write_bytes(bytes(10_000_001))
        assert asked(*send, f"{base}/submission") == "413"
    assert Run.objects.get().how == "phone"
    assert Submission.objects.get().state == "run"
