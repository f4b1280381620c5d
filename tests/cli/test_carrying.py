"""`./moeli node`, `export`, `import`: what an administrator types, and what she is told."""

from pathlib import Path

import pytest
from pytest_django import Settings

from moeli.cli import main
from moeli.network.models import Peer
from moeli.network.services import own_card
from moeli.platform.node import current, load_or_make
from tests.network.conftest import yard
from tests.network.sender import Sender, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("yard")]
__all__ = ["yard"]
Said = tuple[int, str, str]


def say(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


def card_file(sender: Sender, folder: Path) -> Path:
    card = sender.card()
    path = folder / "post.card"
    path.write_text(card.to_text(sender.key.sign(card.statement())))
    return path


def test_the_card_is_printed_and_its_fingerprint_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = say(capsys, "node", "card")
    card, text = own_card()
    assert (code, out) == (0, text)
    assert card.fingerprint in err
    assert say(capsys, "node", "card", "--to", tmp_path / "hq.card")[0] == 0
    assert (tmp_path / "hq.card").read_text() == text


def test_a_post_is_admitted_by_its_fingerprint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sender = Sender()
    path, heard = card_file(sender, tmp_path), sender.card().fingerprint
    code, _out, err = say(capsys, "node", "admit", path, "--fingerprint", "0000")
    assert code == 1
    assert "not the fingerprint" in err
    code, out, _err = say(capsys, "node", "admit", path, "--fingerprint", heard)
    assert code == 0
    assert "MSB" in out
    assert Peer.objects.get().node == sender.id


def test_a_card_that_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _out, err = say(capsys, "node", "admit", tmp_path / "no.card", "--fingerprint", "0")
    assert code == 1
    assert "cannot be read" in err


def test_batches_are_imported_and_what_waits_is_named_and_retried(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    post = Sender()
    post.admitted()
    post.record("gate.opened", "gate-1")
    post.record("gate.painted", "gate-2")
    file = written(tmp_path / "post.batches", post.frame())
    code, out, _err = say(capsys, "import", file)
    assert code == 0
    assert "2 new, 1 applied, 1 in quarantine" in out
    assert "./moeli node quarantine" in out
    code, out, _err = say(capsys, "node", "quarantine")
    assert code == 0
    assert "unknown_verb" in out
    assert say(capsys, "node", "retry")[:2] == (1, "0 entries have acted; 1 still wait.\n")
    assert "quarantined 1" in say(capsys, "node", "peers")[1]


def test_a_refused_file_answers_1_with_its_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stranger = Sender()
    stranger.record("gate.opened", "gate-1")
    file = written(tmp_path / "post.batches", stranger.frame())
    code, _out, err = say(capsys, "import", file)
    assert code == 1
    assert "The sender is not known here" in err


def test_without_a_recipient_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _out, err = say(capsys, "export", "--to", tmp_path / "up")
    assert code == 1
    assert "No node is known to write for" in err


def test_a_folder_gets_a_file_for_each_post_and_a_file_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Sender(port="MSB").admitted()
    Sender(port="CAL").admitted()
    code, out, _err = say(capsys, "export", "--to", tmp_path / "one")
    assert code == 1
    assert "several posts" in out
    assert say(capsys, "export", "--to", tmp_path / "one", "--for", "CAL")[0] == 0
    (tmp_path / "stick").mkdir()
    assert say(capsys, "export", "--to", tmp_path / "stick")[0] == 0
    names = sorted(each.name.split("-")[3] for each in (tmp_path / "stick").iterdir())
    assert names == ["CAL", "MSB"]


def test_a_node_alone_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No node is admitted yet" in say(capsys, "node", "peers")[1]


def test_a_new_epoch_is_told(
    capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path
) -> None:
    load_or_make(tmp_path)
    settings.MOELI_HOME = tmp_path
    code, out, _err = say(capsys, "node", "new-epoch")
    assert code == 0
    assert "Epoch 2 begins" in out
    assert load_or_make(tmp_path).epoch == 2
    current.cache_clear()  # the next test is this node again
