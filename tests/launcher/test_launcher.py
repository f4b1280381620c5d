"""The launcher as a newcomer meets it: from any place, half-made, too old, without permission."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
TLS = ("SSL_CERT_FILE", "SSL_CERT_DIR", "PIP_CERT")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the launcher needs, as a clone has it."""
    target = tmp_path_factory.mktemp("a checkout with spaces") / "moeli here"
    target.mkdir()
    for name in ("moeli", "requirements", "src"):
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / name, ignore=ignored)
        else:
            shutil.copy(source, target / name)
    return target


@pytest.fixture(scope="module")
def installed(checkout: Path) -> Path:
    """The same after a first start."""
    done = start(checkout, "--version", patience=300)
    assert done.returncode == 0, done.stderr
    return checkout


def start(
    checkout: Path, *words: str, cwd: Path | None = None, patience: int = 60, **extra: str
) -> subprocess.CompletedProcess[str]:
    ours = {"PATH": PATH, "HOME": os.environ.get("HOME", "/tmp"), **extra}
    ours |= {name: os.environ[name] for name in TLS if name in os.environ}
    return subprocess.run(
        [str(checkout / "moeli"), *words],
        env=ours,
        cwd=cwd or checkout,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )


@pytest.fixture
def poor_path(tmp_path: Path) -> Path:
    """A PATH with the tools of a small system and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "readlink", "cat", "cmp", "mkdir", "rm", "sleep", "ls", "grep"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def test_a_first_start_makes_the_environment_and_says_so(installed: Path) -> None:
    assert (installed / ".venv" / "moeli-requirements.txt").exists()
    assert not list(installed.glob(".venv.l*")), "neither lock nor log is left"


def test_it_starts_from_anywhere_by_a_link(installed: Path, tmp_path: Path) -> None:
    link = tmp_path / "m"
    link.symlink_to(installed / "moeli")
    done = subprocess.run(
        [str(link), "--version"], env={"PATH": PATH}, cwd="/", capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.strip() == b"0.1.0"


def test_a_folder_full_of_modules_does_not_disturb_it(installed: Path, tmp_path: Path) -> None:
    for name in ("json.py", "moeli.py", "argparse.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong module')")
    assert start(installed, "--version", cwd=tmp_path).returncode == 0


def test_a_second_start_needs_no_network(installed: Path) -> None:
    if not shutil.which("unshare") or os.geteuid():
        done = start(installed, "mrz", "--help", UV_OFFLINE="1", PIP_NO_INDEX="1")
    else:
        done = subprocess.run(
            ["unshare", "-n", str(installed / "moeli"), "mrz", "--help"],
            env={"PATH": PATH},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr


def test_a_changed_requirement_is_noticed(installed: Path) -> None:
    stamp = installed / ".venv" / "moeli-requirements.txt"
    stamp.write_text("older")
    done = start(installed, "--version", patience=120)
    assert done.returncode == 0
    assert "bringing the environment up to date" in done.stderr
    assert stamp.read_text() != "older"


def test_a_half_made_environment_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    venv = tmp_path / "half"
    ours = {"PATH": PATH, "HOME": os.environ.get("HOME", "/tmp"), "MOELI_VENV": str(venv)}
    first = subprocess.Popen([str(checkout / "moeli"), "--version"], env=ours, process_group=0)
    while not (venv / "pyvenv.cfg").exists():
        time.sleep(0.02)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    done = start(checkout, "--version", patience=300, MOELI_VENV=str(venv))
    assert done.returncode == 0, done.stderr
    assert "made anew" in done.stderr


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = start(checkout, "--version", MOELI_VENV=str(tmp_path / "mine"))
    assert done.returncode == 1
    assert "is no Python environment" in done.stderr
    assert (tmp_path / "mine" / "letter.txt").exists()


def test_without_python_it_says_what_to_install(checkout: Path, poor_path: Path) -> None:
    done = start(checkout, "--version", PATH=str(poor_path), MOELI_VENV=str(poor_path / "v"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed and none was found" in done.stderr


def test_an_old_python_is_named(checkout: Path, poor_path: Path) -> None:
    old = poor_path / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in -c) exit 1 ;; --version) echo Python 3.8.1 ;; esac\n')
    old.chmod(0o755)
    done = start(checkout, "--version", PATH=str(poor_path), MOELI_VENV=str(poor_path / "v"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "this machine has Python 3.8.1" in done.stderr


def test_a_python_without_venv_is_named(checkout: Path, poor_path: Path) -> None:
    bare = poor_path / "python3"
    bare.write_text(
        '#!/bin/sh\ncase "$1" in -c) exit 0 ;; --version) echo Python 3.11.2 ;;\n'
        "*) echo 'not created: ensurepip is not available' >&2; exit 1 ;;"
        "\nesac\n"
    )
    bare.chmod(0o755)
    done = start(checkout, "--version", PATH=str(poor_path), MOELI_VENV=str(poor_path / "v"))
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_a_wrong_choice_of_python_is_named(checkout: Path, tmp_path: Path) -> None:
    done = start(checkout, "--version", MOELI_PYTHON="/bin/false", MOELI_VENV=str(tmp_path / "v"))
    assert done.returncode == 1
    assert "MOELI_PYTHON (/bin/false) is not a Python 3.11 or newer" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_without_permission_it_says_where(checkout: Path) -> None:
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", str(ROOT / "moeli")],
        env={"PATH": PATH, "MOELI_VENV": "/root/never"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "ermission" in done.stderr


def test_without_a_network_the_first_start_says_so(checkout: Path, tmp_path: Path) -> None:
    if not shutil.which("unshare") or os.geteuid():
        pytest.fail("this test needs root and unshare")
    venv = tmp_path / "v"
    done = subprocess.run(
        ["unshare", "-n", str(checkout / "moeli"), "--version"],
        env={"PATH": PATH, "MOELI_VENV": str(venv), "HOME": str(tmp_path), "PIP_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "No network" in done.stderr


@pytest.mark.long
def test_two_starts_at_once_make_one_environment(checkout: Path, tmp_path: Path) -> None:
    ours = {"PATH": PATH, "HOME": os.environ.get("HOME", "/tmp"), "MOELI_VENV": str(tmp_path / "v")}
    ours |= {name: os.environ[name] for name in TLS if name in os.environ}
    both = [
        subprocess.Popen(
            [str(checkout / "moeli"), "--version"], env=ours, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [each.communicate(timeout=300)[0].strip() for each in both] == ["0.1.0", "0.1.0"]


def test_a_lock_left_by_a_dead_start_is_taken(installed: Path) -> None:
    (installed / ".venv" / "moeli-requirements.txt").write_text("older")
    lock = installed / ".venv.lock"
    lock.mkdir()
    (lock / "pid").write_text("4194303")
    assert start(installed, "--version", patience=120).returncode == 0
    assert not lock.exists()
