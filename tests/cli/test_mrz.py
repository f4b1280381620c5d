"""`./moeli mrz` as a person and as a program meet it: in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
_WRONG_DIGIT = (_PASSPORT[0], "L898902C35UTO7408122F1204159ZE184226B<<<<<10")


def _moeli(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "moeli", "mrz", "--today", "2026-11-24", *words],
        input=given,
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_valid_passport_is_one_object_and_exit_code_0() -> None:
    done = _moeli("--json", given="\n".join(_PASSPORT) + "\n")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["format"], told["valid"]) == ("TD3", True)
    assert (told["birth_date"], told["expiry_date"]) == ("1974-08-12", "2012-04-15")
    assert told["fields"]["document_number"]["status"] == "verified"
    assert told["fields"]["nationality"]["status"] == "not_covered"
    assert [found["code"] for found in told["problems"]] == ["expired"]


def test_the_zone_may_be_one_argument_with_a_line_break() -> None:
    assert json.loads(_moeli("--json", "\n".join(_PASSPORT)).stdout)["valid"] is True


def test_a_wrong_check_digit_is_refuted_with_exit_code_1() -> None:
    done = _moeli("--json", *_WRONG_DIGIT)
    assert done.returncode == 1
    assert json.loads(done.stdout)["fields"]["document_number"]["status"] == "refuted"


def test_an_absent_date_is_null() -> None:
    zone = (_PASSPORT[0], "RC12345673LSO<<<<<<0M3103142<<<<<<<<<<<<<<00")
    assert json.loads(_moeli("--json", *zone).stdout)["birth_date"] is None


def test_blanks_around_a_line_are_not_taken_away() -> None:
    assert _moeli("--json", given="\n".join(_PASSPORT) + " \n").returncode == 1


def test_without_json_it_answers_in_sentences() -> None:
    done = _moeli(*_WRONG_DIGIT)
    assert done.stdout.startswith("TD3: NOT valid")
    assert "The check digit does not fit" in done.stdout


def test_nothing_to_read_is_a_wrong_usage() -> None:
    assert _moeli("--json").returncode == 2
    assert _moeli("--json", given="<" * 10_001).returncode == 2
    assert _moeli("--jsonl", *_PASSPORT).returncode == 2
    assert _moeli("--today", "tomorrow").returncode == 2


def test_each_line_gets_its_own_answer_and_bad_ones_an_error_object() -> None:
    good = json.dumps(_PASSPORT)
    lines = [good, "no JSON", '{"a": 1}', "[1]", '["' + "<" * 20_000 + '"]', "[" * 9_000, good]
    done = _moeli("--jsonl", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer.get("error", {}).get("code") for answer in answers] == [
        None,
        "not_json",
        "not_lines",
        "not_lines",
        "too_long",
        "not_json",
        None,
    ]


def test_a_line_is_answered_before_the_next_one_is_sent() -> None:
    command = [sys.executable, "-m", "moeli", "mrz", "--jsonl", "--today", "2026-11-24"]
    with subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin
        assert running.stdout
        for _ in range(2):
            running.stdin.write(json.dumps(_PASSPORT) + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["valid"] is True
        running.stdin.close()


def test_bytes_that_are_no_text_are_no_exception() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "moeli", "mrz", os.fsdecode(b"P<\xff")],
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src"), "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    done = subprocess.run(
        [sys.executable, "-m", "moeli", "mrz", "--jsonl"],
        input=b'["\xff"]\n',
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src"), "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        check=False,
    )
    assert json.loads(done.stdout)["problems"]


def test_it_starts_without_django() -> None:
    script = "import sys, moeli.cli.mrz; sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(_ROOT / "src")},
        check=False,
    )
    assert done.returncode == 0
