"""Two commands that open one home folder at the same moment do not trip over each other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moeli.cli.house import NotReadyError, _writable

TIMES, TOGETHER = 400, 8


def test_many_that_try_the_same_folder_at_once_all_find_it_writable(tmp_path: Path) -> None:
    with ThreadPoolExecutor(TOGETHER) as commands:
        tried = list(commands.map(_writable, [tmp_path] * TIMES))
    assert len(tried) == TIMES
    assert not list(tmp_path.iterdir()), "nothing is left behind"


def test_a_folder_that_is_a_file_is_named_in_the_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    with pytest.raises(NotReadyError, match="taken"):
        _writable(taken)
