"""The bench of the vault runs, on a house of its own, and its figures are of what works."""

import json

import pytest

from moeli.platform.keyring import bench
from tests.cli.test_main import run


def test_a_quick_bench_measures_each_work_and_all_opens_afterwards() -> None:
    done = run("bench", "vault", "--quick", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["sound"]
    assert len(told["rows"]) == 6
    assert all(row["a second"] > 0 for row in told["rows"])


def test_it_turns_no_master_key_that_is_in_use() -> None:
    with pytest.raises(RuntimeError):
        bench.run(quick=True)
