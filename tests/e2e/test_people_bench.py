"""The people budget, played once in a browser: which keys each task takes."""

import json

import pytest

from tests.practice.site import moeli

MOST_KEYS = {
    "citizen": 3,
    "learner": 1,
    "holder": 1,
    "family of five, all": 2,
    "family of five, both": 3,
    "family of five, one": 5,
    "60-seat": 30,
    "relief": 10,
}


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
