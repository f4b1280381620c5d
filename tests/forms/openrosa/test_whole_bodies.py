"""Bodies through the real web server: in chunks or with a length, slow, cut off, too large."""

import hashlib
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from tests.forms.openrosa.echo_site import MOST
from tests.forms.openrosa.serving import chunked, served, talk

BODY = Random(1).randbytes(200_000)
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n\x00\xff\r\n--b--\r\n'
)
CHUNKED = b"Transfer-Encoding: chunked\r\n"
MULTIPART = b"Content-Type: multipart/form-data; boundary=b\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served("tests.forms.openrosa.echo_site:application") as port:
        yield port


def head(*lines: bytes, path: bytes = b"/door/", method: bytes = b"POST") -> bytes:
    return method + b" " + path + b" HTTP/1.1\r\nHost: test\r\n" + b"".join(lines) + b"\r\n"


def told(answer: bytes) -> tuple[int, str, str]:
    """Size and hash of what the application was handed, and why it was refused."""
    found = json.loads(answer.rpartition(b"\r\n\r\n")[2])
    return found["size"], found["sha256"], found["refused"]


def whole(body: bytes) -> tuple[int, str, str]:
    return len(body), hashlib.sha256(body).hexdigest(), ""


NOTHING = hashlib.sha256().hexdigest()


def test_what_came_in_chunks_is_handed_on_byte_by_byte(port: int) -> None:
    assert told(talk(port, head(CHUNKED) + chunked(BODY))) == whole(BODY)
    slowly = (head(CHUNKED), b"5\r\nhello\r\n", b"6\r\n world\r\n", b"0\r\nTrailer: x\r\n\r\n")
    assert told(talk(port, *slowly, pause=0.1)) == whole(b"hello world")
    assert told(talk(port, head(CHUNKED) + b"0\r\n\r\n")) == whole(b"")


def test_curl_sends_in_chunks_and_gets_the_same_bytes_back(port: int, tmp_path: Path) -> None:
    (tmp_path / "body").write_bytes(BODY)
    words = ["curl", "-sS", "-H", "Transfer-Encoding: chunked", "--data-binary"]
    address = f"http://127.0.0.1:{port}/door/submission"
    done = subprocess.run(
        [*words, f"@{tmp_path / 'body'}", address], capture_output=True, check=True
    )
    assert told(done.stdout) == whole(BODY)


def test_with_a_length_it_is_the_same(port: int) -> None:
    length = b"Content-Length: %d\r\n" % len(BODY)
    assert told(talk(port, head(length) + BODY)) == whole(BODY)


def test_who_asks_first_is_told_to_go_on(port: int) -> None:
    asked = head(b"Expect: 100-continue\r\n", CHUNKED)
    answer = talk(port, asked, chunked(BODY), pause=0.2)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n")
    assert told(answer) == whole(BODY)


def test_more_than_the_door_takes_is_refused_before_it_is_kept(port: int) -> None:
    large = bytes(MOST + 1)
    assert told(talk(port, head(CHUNKED) + chunked(large, 60_000)))[2] == "too_large"
    announced = talk(port, head(b"Content-Length: %d\r\n" % len(large)))
    assert told(announced) == (0, NOTHING, "too_large")
    assert told(talk(port, head(CHUNKED) + chunked(bytes(MOST), 60_000))) == whole(bytes(MOST))


@pytest.mark.parametrize(
    "lines", [(CHUNKED,), (b"Content-Length: 1000\r\n",)], ids=["chunks", "length"]
)
def test_who_trickles_is_cut_off_in_time(port: int, lines: tuple[bytes, ...]) -> None:
    begun = time.monotonic()
    answer = talk(port, head(*lines) + b"5\r\nhello\r\n")
    assert told(answer)[2] == "too_slow"
    assert time.monotonic() - begun < 4


def test_as_many_as_there_are_threads_trickle_and_a_desk_is_answered(port: int) -> None:
    slow = [Thread(target=talk, args=(port, head(CHUNKED) + b"1\r\nx\r\n")) for _ in range(8)]
    for each in slow:
        each.start()
    time.sleep(0.1)
    begun = time.monotonic()
    assert talk(port, head(path=b"/desk/", method=b"GET")).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - begun < 1
    for each in slow:
        each.join()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (head(CHUNKED, MULTIPART) + chunked(PARTS), ""),
        (head(CHUNKED, MULTIPART) + chunked(PARTS[:-9])[:-5], "cut"),
        (head(CHUNKED, MULTIPART) + b"zz\r\n" + PARTS, "cut"),
        (head(b"Content-Length: 500\r\n", MULTIPART) + PARTS, "cut"),
        (head(b"Transfer-Encoding: gzip, chunked\r\n") + chunked(b"x"), "coding"),
    ],
    ids=["whole", "cut", "no chunk", "shorter than announced", "gzip"],
)
def test_what_is_cut_off_on_its_way_is_not_taken_for_whole(
    port: int, sent: bytes, why: str
) -> None:
    assert told(talk(port, sent, shut=why == "cut"))[2] == why


def test_nobody_else_takes_chunks(port: int) -> None:
    answer = talk(port, head(CHUNKED, path=b"/sign-in/") + chunked(b"login=x"))
    assert answer.startswith(b"HTTP/1.1 411")
    assert b"Send the body with its length" in answer
    assert talk(port, head(path=b"/sign-in/", method=b"GET")).startswith(b"HTTP/1.1 200")
