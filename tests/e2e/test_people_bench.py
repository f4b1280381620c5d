"""The people budget, played once in a browser: which keys each task takes."""

import json
from datetime import date
from time import perf_counter

import pytest
from playwright.sync_api import Browser

from moeli.cli.benches.people.documents import passport
from moeli.cli.benches.people.scanner import scan
from tests.practice.site import moeli

MOST_KEYS = {
    "citizen": 3,
    "learner": 1,
    "holder": 1,
    "family of five, all": 1,
    "family of five, both": 2,
    "family of five, one parent, a paper": 2,
    "family of five, one parent, one paper": 2,
    "60-seat": 30,
    "relief": 10,
}


PACE = 0.002


def test_its_scanner_types_each_line_with_real_keys_at_its_own_pace(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<textarea autofocus></textarea>")
    page.evaluate(_TELLS_KEYS)
    zone = passport(1, date(2026, 11, 28))
    began = perf_counter()
    scan(page, zone, PACE)
    took = perf_counter() - began
    assert page.locator("textarea").input_value() == zone + "\n"
    keys = page.evaluate("window.keys")
    assert "".join(keys) == zone.replace("\n", "Enter") + "Enter"
    assert took >= PACE * (len(keys) - 1)
    page.close()


_TELLS_KEYS = """() => {
  window.keys = [];
  addEventListener("keydown", (event) => { if (event.isTrusted) window.keys.push(event.key); });
  document.querySelector("textarea").focus();
}"""


@pytest.mark.long
def test_every_task_is_played_by_keyboard_and_told_with_its_keys() -> None:
    done = moeli("bench", "people", "--quick", "--json", patience=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    keys = {row["task"]: row["keys"] for row in told["rows"]}
    for begins, most in MOST_KEYS.items():
        assert [
            name for name, pressed in keys.items() if name.startswith(begins) and pressed <= most
        ]
    assert all(row["machine s"] > 0 for row in told["rows"])
    assert told["assumed"]
