"""Bodies through the real web server: in chunks or with a length, slow, cut off, too large."""

import hashlib
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
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


def page(*lines: bytes) -> bytes:
    return head(*lines, path=b"/sign-in/")


def test_on_a_page_a_body_is_whole_in_time_or_one_clear_answer_is_given(port: int) -> None:
    length = b"Content-Length: 11\r\n"
    assert told(talk(port, page(length) + b"hello world")) == whole(b"hello world")
    assert told(talk(port, page(length), b"hello", b" world", pause=0.4)) == whole(b"hello world")
    begun = time.monotonic()
    answer = talk(port, page(length) + b"hello")
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"Send it again" in answer
    assert time.monotonic() - begun < 4


def test_on_a_page_what_is_cut_off_is_never_taken_for_whole(port: int) -> None:
    answer = talk(port, page(b"Content-Length: 11\r\n") + b"hello", shut=True)
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 408")) or not answer


def test_what_announces_more_than_any_page_takes_is_left_to_the_page_unread(port: int) -> None:
    answer = talk(port, page(b"Content-Length: %d\r\n" % (MOST + 1)))
    assert told(answer) == (0, NOTHING, "")


def test_while_twenty_trickle_for_a_minute_half_of_the_threads_serve_an_officer() -> None:
    with served("tests.forms.openrosa.echo_site:patient") as port, ExitStack() as opened:
        for _ in range(20):
            line = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            line.sendall(page(b"Content-Length: 1000\r\n") + b"x")
        for _ in range(3):
            posted = talk(port, page(b"Content-Length: 3\r\n") + b"yes")
            assert told(posted) == whole(b"yes")


def test_who_was_refused_and_stays_on_the_line_stops_nobody(port: int) -> None:
    """The server's own blocking read once froze the whole process here."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head(b"Content-Length: 1000\r\n") + b"x")
        assert told(line.recv(65_536))[2] == "too_slow"
        for _ in range(9):
            assert told(talk(port, page(b"Content-Length: 3\r\n") + b"yes")) == whole(b"yes")


def test_an_answer_in_pieces_is_sent_whole_and_closed(port: int) -> None:
    answers = [talk(port, head(b"Connection: close\r\n", path=b"/stream/")) for _ in range(2)]
    assert all(b"piece 0\n" in answer and b"piece 2\n" in answer for answer in answers)
    assert [b"x-closed: %d" % number in answers[number] for number in range(2)] == [True, True]


def test_the_application_is_told_of_the_request_as_wsgi_tells_it(port: int) -> None:
    lines = (b"X-A: 1\r\n", b"X-A: 2\r\n", b"Cookie: a=1\r\n", b"Cookie: b=2\r\n")
    forged = b"X_Forwarded_Proto: https\r\n"
    asked = head(*lines, forged, path=b"/caf%C3%A9/?q=%20x", method=b"GET")
    told_of = json.loads(talk(port, asked).rpartition(b"\r\n\r\n")[2])["environ"]
    assert told_of["PATH_INFO"].encode("latin-1").decode() == "/café/"
    wanted = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "q=%20x",
        "HTTP_HOST": "test",
        "HTTP_X_A": "1,2",
        "HTTP_COOKIE": "a=1; b=2",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
    }
    assert wanted.items() <= told_of.items()
    assert "HTTP_X_FORWARDED_PROTO" not in told_of, "a name with an underscore passes for another"
