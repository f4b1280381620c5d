"""A start is cheap: a process loads what it works with, and no library that others need."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from moeli.cli import ready
from tests import old_home

_NOBODY_AT_THE_START = frozenset(
    ("numpy", "cv2", "onnxruntime", "PIL", "httpx", "rich", "typst", "qrcode", "openpyxl")
)
_NO_COMMAND = _NOBODY_AT_THE_START | {"pyxform", "lxml", "pydantic", "ninja", "fido2", "granian"}
_PROGRAM = """
import json, sys
from moeli.cli.house import open_house
open_house()
import moeli.cli.ready
house = list(sys.modules)
import gc
kept = gc.isenabled()
import moeli.config.rsgi
print(json.dumps([house, list(sys.modules), kept and gc.isenabled()]))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the open house has loaded, what the web process has besides, and whether it tidies."""
    home = tmp_path_factory.mktemp("home")
    words = [*old_home.words()[:2], "-c", _PROGRAM]
    surroundings = old_home.surroundings(home, PYTHONWARNINGS="ignore")
    done = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_command_loads_no_library_of_pages_and_pictures(loaded: list[list[str]]) -> None:
    assert _NO_COMMAND & set(loaded[0]) == set()


def test_a_web_process_loads_no_library_that_few_pages_need(loaded: list[list[str]]) -> None:
    assert "moeli.desk.views.capture" in loaded[1]
    assert _NOBODY_AT_THE_START & set(loaded[1]) == set()


def test_after_the_start_garbage_is_collected_again(loaded: list[list[str]]) -> None:
    assert loaded[2] is True


def test_the_words_of_an_advice_are_told_without_what_sees(tmp_path: Path) -> None:
    program = "import sys, moeli.reading.advice; sys.exit('numpy' in sys.modules)"
    words = [*old_home.words()[:2], "-c", program]
    assert subprocess.run(words, env=old_home.surroundings(tmp_path), check=False).returncode == 0


def test_style_sheets_are_gathered_again_only_where_one_has_changed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets, asked = tmp_path / "sheets", list[str]()
    sheets.mkdir()
    (sheets / "look.css").write_text("a{}")
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "static", [sheets]
    monkeypatch.setattr(ready, "call_command", lambda name, **_how: asked.append(name))
    monkeypatch.setattr(finders, "get_finders", lambda: [finders.FileSystemFinder()])
    for changed in (False, False, True):
        if changed:
            (sheets / "look.css").write_text("a{color:red}")
        ready.collect()
    assert asked == ["collectstatic"] * 2
    (tmp_path / "static" / "collected").unlink()
    ready.collect()
    assert len(asked) == 3
