"""The very small browser reads the forms that pages offer."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError

import pytest

from moeli.demo.browser import Browser

PAGE = b"""<!doctype html><title>T</title><h1>Hello</h1>
<form action="/search"><input name="q"></form>
<form action="/answer"><input type="hidden" name="token" value="t1">
<textarea name="zone"></textarea>
<select name="adult"><option value="">Choose</option><option value="a1">1</option></select>
<select name="paper"><option value="no">No</option>
<option value="yes" selected>Yes</option></select>
<input type="radio" name="way" value="in"><input type="radio" name="way" value="out" checked>
<button name="outcome" value="admitted">Admit</button></form>
<a href="/first"><b>One</b> thing</a> and <a href="/second">Another</a>"""


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/old":
            self._answer(302, b"", [("Location", "/")])
        elif self.path == "/":
            self._answer(200, PAGE, [("Set-Cookie", "seen=yes; Path=/")])
        else:
            self._answer(404, b"nothing", [])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = f"{self.path} {body} {self.headers['Cookie']} {self.headers['Referer']}"
        self._answer(200, said.encode(), [])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def browser() -> Iterator[Browser]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Browser(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


def test_it_reads_words_and_forms(browser: Browser) -> None:
    page = browser.get("/")
    assert "Hello" in page.text
    form = page.form_with("outcome")
    chosen = {"adult": "", "paper": "yes"}
    assert form.values == {"token": "t1", "zone": "", "way": "out"} | chosen
    assert form.choices == {"adult": ["", "a1"], "paper": ["no", "yes"]}
    assert form.buttons == [("outcome", "admitted")]


def test_it_sends_what_the_page_holds_and_what_it_is_told(browser: Browser) -> None:
    page = browser.get("/")
    answer = browser.send(page, page.form_with("zone"), zone="A B", outcome="admitted")
    assert "/answer token=t1&zone=A+B&adult=&paper=yes&way=out&outcome=admitted" in answer.text
    assert "seen=yes" in answer.text
    assert browser.cookies == {"seen": "yes"}


def test_it_says_where_it_came_from(browser: Browser) -> None:
    page = browser.get("/")
    assert page.url in browser.send(page, page.form_with("zone")).text


def test_a_link_is_found_by_its_words(browser: Browser) -> None:
    page = browser.get("/")
    assert page.link_to("One thing") == "/first"
    assert page.link_to("Another") == "/second"
    with pytest.raises(LookupError, match="no link and"):
        page.link_to("and")


def test_a_file_comes_as_it_is(browser: Browser) -> None:
    page = browser.get("/")
    assert browser.file(page, page.form_with("zone")).startswith(b"/answer token=t1&zone=")


def test_it_follows_redirects(browser: Browser) -> None:
    assert browser.get("/old").url.endswith("/")


def test_it_does_not_hide_what_is_not_there(browser: Browser) -> None:
    with pytest.raises(HTTPError, match="404"):
        browser.get("/nowhere")
    with pytest.raises(LookupError, match="no form with password"):
        browser.get("/").form_with("password")
