"""Beside the engine of ODK Web Forms in a real browser: the same relevance, values, verdicts on
answers and submissions, for every form that Moeli brings along and for forms drawn by chance."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from moeli.standards import xforms
from tests.forms.content.conftest import Worked, report, worked
from tests.standards.xforms.apart import met, parting, points, ways
from tests.standards.xforms.conftest import NOW, the_context
from tests.standards.xforms.filled import Filled, filled, meeting_a_point, meets_a_point

ROOT = Path(__file__).resolve().parents[3]
PACKAGE, VERSION = "@getodk/xforms-engine", "0.22.0"
SHA256 = "cf28450b1d2987ea139b45f540b27f49c24e7621a43ccd6afa3ae488ce8eaf45"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"  # its XPath grammar is a program
)
HTML = b'<!doctype html><title>wait</title><script type="module" src="/peer.js"></script>'
FORMS, APART = 200, 60
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("npm") or not CHROMIUM, reason="needs npm and chromium"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("web-forms")
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    package = next(folder.glob("*.tgz"))
    assert hashlib.sha256(package.read_bytes()).hexdigest() == SHA256
    with tarfile.open(package) as archive:
        found = archive.extractfile("package/dist/index.js")
        assert found is not None
        return found.read()


@pytest.fixture(scope="module")
def address(engine: bytes) -> Iterator[str]:
    """A server of one page, whose policy lets it run what it brings along and nothing else."""
    peer = (ROOT / "tools" / "peers" / "web_forms.js").read_bytes()
    served = {
        "/": ("text/html", HTML),
        "/peer.js": ("text/javascript", peer),
        "/engine.js": ("text/javascript", engine),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = served.get(self.path, ("text/plain", b""))
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page(address: str, playwright: Playwright) -> Iterator[Page]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-dev-shm-usage"])
    context = browser.new_context(timezone_id="Africa/Maseru", locale="en-GB")
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    opened.goto(address)
    expect(opened).to_have_title("ready", timeout=30_000)
    yield opened
    browser.close()


class Beside:
    """One form in both engines: every answer is given to both, and both are asked for a verdict."""

    def __init__(self, page: Page, data: bytes) -> None:
        found = xforms.lint(data)
        assert found.sound
        assert found.form is not None
        self.form = found.form
        self.session = xforms.begin(found.form, the_context())
        self._page = page
        page.evaluate("form => window.peer.begin(form)", found.xform.decode())

    def answer(self, place: str, answer: Any) -> bool:
        """Whether the rule of the question takes the answer; both engines must agree."""
        problems = self.session.answer(answer, place)
        text = " ".join(answer) if isinstance(answer, list) else str(answer)
        theirs = self._page.evaluate("([at, said]) => window.peer.answer(at, said)", [place, text])
        assert theirs == (not problems), (place, text, problems)
        return not problems

    def walk(self, answers: dict[str, Any], tries: Random | None = None) -> None:
        """To the end with these answers; with `tries`, others are put to the rules before."""
        left = dict(answers)
        while not self.session.finished:
            while asked := [q for q in self.session.current.questions if q.path in left]:
                if tries is not None:
                    self._try(asked[0], tries)
                assert self.answer(asked[0].path, left.pop(asked[0].path))
            assert self.session.next() == ()
        assert tries is not None or left == {}

    def _try(self, question: xforms.Question, tries: Random) -> None:
        words = {
            "int": ("0", "3", "12"),
            "decimal": ("30", "7.5", "40.50"),
            "date": ("2025-01-01",),
        }
        if question.kind == "input":
            for word in tries.sample(words.get(question.type, ("a", "Lineo", "abcdefgh")), 1):
                self.answer(question.path, word)

    def compare(self) -> None:
        """Relevance, values, what is still wrong, and the submission."""
        theirs = self._page.evaluate("window.peer.state()")
        ours = self.session.relevance()
        told = {place: relevant for place, relevant, _ in theirs["told"]}
        assert told == {place: ours[place] for place in ours if place in told}
        assert set(ours) - set(told) <= {f"/{self.form.blueprint.path[0]}"}
        values = self.session.values()
        reckoned = {at: value for at, relevant, value in theirs["told"] if relevant and value}
        assert _plain(json.dumps(reckoned, sort_keys=True)) == _plain(
            json.dumps({at: value for at, value in values.items() if value}, sort_keys=True)
        )
        assert theirs["violations"] == []
        assert self.session.problems() == ()
        assert _plain(theirs["xml"]) == _plain(self.session.to_instance_xml())


def _plain(text: str) -> str:
    """Without declaration, namespaces that nothing uses, and the drawn identifier."""
    text = re.sub(r"<\?xml[^>]*>|\sxmlns(:\w+)?=\"[^\"]*\"", "", text)
    text = re.sub(r"<([\w.:-]+)([^<>]*)></\1>", r"<\1\2/>", text).replace(" />", "/>")
    return re.sub(r"uuid:[0-9a-f-]{36}", "uuid:", text).strip()


@pytest.mark.parametrize("run", worked(), ids=lambda run: f"{run.form}-{run.case}")
def test_a_form_that_is_brought_along_does_the_same_in_a_browser(run: Worked, page: Page) -> None:
    beside = Beside(page, (run.folder.parent / f"{run.form}.xlsx").read_bytes())
    assert report(run.form).sound
    beside.walk(run.answers)
    beside.compare()


@pytest.mark.parametrize("seed", range(FORMS))
def test_a_form_drawn_by_chance_does_the_same_in_a_browser(seed: int, page: Page) -> None:
    """All of it: relevance, values, verdicts, the submission; and no point explains anything."""
    paper = filled(seed, settled=True)
    assert not meets_a_point(paper)
    _beside(paper, page)


def test_forms_that_meet_a_point_part_there_and_nowhere_else(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    """None does the same by chance: a point that Web Forms mends turns this red."""
    needed = Counter(_apart_at(paper, page) for paper in islice(meeting_a_point(), APART))
    counts = {p.name: sum(n for at, n in needed.items() if p.name in at) for p in points()}
    with capsys.disabled():
        sys.stdout.write(f"\n{APART} forms that meet a point, parted at: {dict(needed)}\n")
    assert needed[()] == 0
    assert counts == {point.name: point.forms for point in points()}


def test_browsers_part_where_the_table_says(page: Page) -> None:
    sheets, answers = met()
    beside = Beside(page, sheets.encode())
    beside.walk(answers)
    told = {place: value for place, _, value in page.evaluate("window.peer.state()")["told"]}
    assert told["/data/tenth"] == told["/data/reckoned"] == "30.0"
    theirs = {point.name: told[f"/data/{point.name}"] or "" for point in points()}
    assert theirs == {point.name: point.browsers for point in points()}


def _apart_at(paper: Filled, page: Page) -> tuple[str, ...]:
    """The fewest points at which our engine must part to do the same; AssertionError for none."""
    first = None
    for names in ways("browsers"):
        try:
            with parting(*names):
                _beside(paper, page)
            return names
        except AssertionError as differs:
            first = first or differs
    raise first or AssertionError


def _beside(paper: Filled, page: Page) -> None:
    """One form with its answers; wrong ones are tried too."""
    beside = Beside(page, paper.sheets)
    beside.walk(paper.answers, Random(paper.seed))
    beside.compare()
