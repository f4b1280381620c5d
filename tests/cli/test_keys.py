"""`./moeli keys`: rotation, the escrow and its drill, recovery after a loss."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.cli import keepers, main
from moeli.platform import clock, keyfiles, node, room
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.vault import master
from moeli.platform.vault.envelope import Binding
from moeli.platform.vault.passphrase import Stretch
from tests.platform.vault.conftest import unstretched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

HERE = Binding("case:1", "care", "cases.Note", "text", "row-1")
PHRASES = "first=the first long passphrase\nsecond=the second one, long\nthird=and the third one\n"
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MOELI_HOME = tmp_path
    monkeypatch.setattr(node, "current", lambda: node.load_or_make(tmp_path))
    monkeypatch.setattr(Stretch, "key", unstretched)
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Calls `./moeli keys …` and answers with its exit code and all it said."""

    def call(*words: object) -> tuple[int, str]:
        code = main(["keys", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return call


@pytest.fixture
def phrases(home: Path) -> Path:
    path = home / "phrases"
    keyfiles.write(path, PHRASES.encode())
    return path


@pytest.fixture
def escrow(home: Path, phrases: Path, said: Said) -> Path:
    path = home / "escrow.json"
    code, text = said("escrow", "--to", path, "--passphrase-file", phrases)
    assert code == 0, text
    return path


def last_verb() -> str:
    last = Entry.objects.in_order().last()
    return last.verb if last else ""


def test_a_rotation_shows_progress_is_recorded_and_asks_for_a_new_escrow(said: Said) -> None:
    sealed = keyring.seal(HERE, b"secret")
    code, text = said("rotate")
    assert code == 0
    assert "1 of 1 keys wrapped anew" in text
    assert "Make a new escrow now" in text
    assert last_verb() == "vault.rotated"
    assert keyring.unseal(HERE, sealed) == b"secret"


def test_an_escrow_says_what_it_holds_and_is_recorded(escrow: Path) -> None:
    assert escrow.stat().st_mode & 0o777 == 0o600
    assert last_verb() == "vault.escrow_made"
    assert sorted(json.loads(escrow.read_text())["keepers"]) == ["first", "second", "third"]


def test_an_escrow_is_never_written_over_another(escrow: Path, phrases: Path, said: Said) -> None:
    before = escrow.read_bytes()
    code, text = said("escrow", "--to", escrow, "--passphrase-file", phrases)
    assert code == 1
    assert "cannot be written: File exists" in text
    assert escrow.read_bytes() == before


def test_a_drill_proves_the_escrow_and_changes_nothing(
    escrow: Path, phrases: Path, said: Said, home: Path
) -> None:
    before = {path.name: path.read_bytes() for path in (home / "keys").iterdir()}
    code, text = said("drill", escrow, "--passphrase-file", phrases)
    assert code == 0
    assert "opens to all 3 key files in use. Nothing was changed." in text
    assert last_verb() == "vault.escrow_drilled"
    assert {path.name: path.read_bytes() for path in (home / "keys").iterdir()} == before


def test_an_escrow_of_before_a_rotation_fails_the_drill(
    escrow: Path, phrases: Path, said: Said
) -> None:
    keyring.seal(HERE, b"secret")
    said("rotate")
    code, text = said("drill", escrow, "--passphrase-file", phrases)
    assert code == 1
    assert "✕ master.key is not in the escrow as it is in use here." in text
    assert last_verb() == "vault.escrow_failed"


def test_lost_keys_come_back_from_two_keepers_and_open_everything(
    escrow: Path, phrases: Path, said: Said, home: Path
) -> None:
    sealed = keyring.seal(HERE, b"secret")
    for name in ("master.key", "index.key"):
        (home / "keys" / name).unlink()
    keyfiles.replace(phrases, PHRASES.split("\n", 1)[1].encode())
    code, text = said("recover", escrow, "--passphrase-file", phrases)
    assert (code, text) == (0, "Written: index.key, master.key.\n")
    assert keyring.unseal(HERE, sealed) == b"secret"
    code, text = said("recover", escrow, "--passphrase-file", phrases)
    assert text == "Written: nothing, all key files lie here already.\n"


@pytest.mark.parametrize("act", ["drill", "recover"])
@pytest.mark.parametrize(
    "given",
    [
        "first=another passphrase\nsecond=the second one, long\n",
        "first=the first long passphrase\n",
        "nobody=x\n",
        "no sign of a line\n",
    ],
)
def test_what_does_not_open_it_is_refused_in_one_sentence(
    escrow: Path, phrases: Path, said: Said, act: str, given: str
) -> None:
    keyfiles.replace(phrases, given.encode())
    code, text = said(act, escrow, "--passphrase-file", phrases)
    assert code == 1
    assert text.startswith("moeli: The escrow does not open")
    assert text.count("\n") == 1


def test_a_file_that_is_not_there_or_no_escrow_is_said(
    phrases: Path, said: Said, home: Path
) -> None:
    assert "cannot be read" in said("drill", home / "none", "--passphrase-file", phrases)[1]
    (home / "other").write_text("{}")
    assert "does not open" in said("drill", home / "other", "--passphrase-file", phrases)[1]


def test_earlier_keys_are_forgotten_an_hour_later_and_that_is_recorded(said: Said) -> None:
    keyring.seal(HERE, b"secret")
    said("rotate")
    code, text = said("forget")
    assert code == 1
    assert "wait an hour" in text
    with clock.standing_still(clock.now() + timedelta(hours=2)):
        assert said("forget") == (0, "1 files of earlier master keys were removed.\n")
        assert last_verb() == "vault.forgotten"
        assert said("forget") == (0, "0 files of earlier master keys were removed.\n")
    assert len(list(master.folder().glob("master*"))) == 1


def test_keepers_may_be_named_and_are_asked_unseen(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = {"minister": "a passphrase of the minister", "bank": "a passphrase of the bank"}
    asked: list[str] = []

    def unseen(question: str) -> str:
        asked.append(question)
        return next((typed[name] for name in typed if name in question), typed["bank"])

    names = iter(["stranger", "bank", "minister"])
    monkeypatch.setattr(keepers.getpass, "getpass", unseen)
    monkeypatch.setattr("builtins.input", lambda _question: next(names))
    path = home / "escrow.json"
    assert said("escrow", "--to", path, "--keeper", "bank")[0] == 1  # one is not two
    monkeypatch.setattr(keepers.getpass, "getpass", lambda _question: "the same words for all")
    words = ["--keeper", "bank", "--keeper", "minister"]
    assert said("escrow", "--to", path, *words)[0] == 0
    code, text = said("drill", path)
    assert code == 0
    assert "The keepers are: bank, minister. Any two open it." in text
    assert asked == ["New passphrase of bank: ", "Again: "]


def test_a_passphrase_mistyped_the_second_time_is_refused(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["one long passphrase", "another long passphrase"])
    monkeypatch.setattr(keepers.getpass, "getpass", lambda _question: next(typed))
    code, text = said("escrow", "--to", home / "escrow.json")
    assert (code, text) == (1, "moeli: The two differ. Nothing was changed.\n")


def test_two_keepers_of_one_name_are_refused(said: Said, home: Path) -> None:
    words = ["--keeper", "bank", "--keeper", "bank"]
    assert "Two keepers have one name" in said("escrow", "--to", home / "e.json", *words)[1]


def test_a_keeper_whose_passphrase_the_file_lacks_is_said(
    said: Said, home: Path, phrases: Path
) -> None:
    words = ["--keeper", "first", "--keeper", "bank", "--passphrase-file", phrases]
    code, text = said("escrow", "--to", home / "e.json", *words)
    assert (code, text) == (
        1,
        "moeli: The file holds no passphrase of bank. Nothing was changed.\n",
    )


def test_a_passphrase_file_that_others_can_read_is_refused(
    said: Said, home: Path, phrases: Path
) -> None:
    phrases.chmod(0o644)
    code, text = said("escrow", "--to", home / "e.json", "--passphrase-file", phrases)
    assert code == 1
    assert "set mode 600" in text


def test_the_entry_of_an_escrow_names_key_files_and_no_secret(escrow: Path) -> None:
    [recorded] = opened(Entry.objects.select_related("body"))
    assert recorded.body == {"keepers": 3, "files": ["index.key", "master.key", "seal.key"]}
    assert (
        room.verbs()[recorded.verb].render(recorded) == "A sealed escrow of the key files was made"
    )
