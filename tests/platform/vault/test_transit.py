"""The master key in a key service: the same promises, and a sentence for each failure.

Each test runs against the small peer, and against a real OpenBao.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pytest_django import Settings

from moeli.platform.keyring import rotation
from moeli.platform.keyring import services as keyring
from moeli.platform.keyring.models import DataKey
from moeli.platform.vault import asking, envelope, master
from moeli.platform.vault.envelope import Binding
from tests.platform.vault import key_service
from tests.platform.vault.key_service import Service
from tests.refusals import refused

pytestmark = [pytest.mark.django_db]

HERE = Binding("case:1", "care", "cases.Note", "text", "row-1")


@pytest.fixture(scope="module")
def openbao() -> Iterator[Service]:
    with key_service.real() as running:
        yield running


@pytest.fixture(autouse=True)
def _connections_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No connection outlives its test."""
    opened: list[httpx.Client] = []

    @cache
    def client(ca: str) -> httpx.Client:
        opened.append(made(ca))
        return opened[-1]

    made = asking._client.__wrapped__
    monkeypatch.setattr(asking, "_client", client)
    yield
    for each in opened:
        each.close()


@pytest.fixture(params=["peer", "openbao"])
def service(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path
) -> Iterator[Service]:
    if request.param == "openbao":
        running = request.getfixturevalue("openbao")
        _configure(settings, tmp_path, running)
        yield running
        return
    with key_service.peer() as running:
        _configure(settings, tmp_path, running)
        yield running


@pytest.fixture
def peer(settings: Settings, tmp_path: Path) -> Iterator[Service]:
    with key_service.peer() as running:
        _configure(settings, tmp_path, running)
        yield running


def _configure(settings: Settings, tmp_path: Path, running: Service) -> None:
    token = tmp_path / "token"
    token.write_text(f"{key_service.TOKEN}\n")
    token.chmod(0o600)
    settings.MOELI_TRANSIT_ADDRESS = f"{running.address}/"
    settings.MOELI_TRANSIT_KEY = key_service.KEY
    settings.MOELI_TRANSIT_TOKEN_FILE = str(token)
    settings.MOELI_TRANSIT_CA = running.ca


def kept() -> bytes:
    return bytes(DataKey.objects.get().wrapped or b"")


def test_what_was_sealed_comes_back_and_the_key_service_wraps_its_key(service: Service) -> None:
    assert keyring.unseal(HERE, keyring.seal(HERE, b"secret")) == b"secret"
    assert kept().startswith(b"\x02vault:v")
    assert master.name_of(kept()) == master.current_name() != ""


def test_a_wrapped_key_moved_to_another_subject_does_not_open(service: Service) -> None:
    other = replace(HERE, subject="case:2")
    sealed = keyring.seal(HERE, b"mine")
    keyring.seal(other, b"hers")
    wrapped = DataKey.objects.get(subject=other.subject).wrapped
    DataKey.objects.filter(subject=HERE.subject).update(wrapped=wrapped)
    with refused("closed"):
        keyring.unseal(HERE, sealed)
    with refused("closed"):  # nor does the key itself, whatever it would open
        keyring.export_keys(ids=[envelope.key_id_of(sealed)])


def test_a_changed_wrapped_key_does_not_open(service: Service) -> None:
    sealed = keyring.seal(HERE, b"mine")
    changed = kept()[:-6] + (b"A" if kept()[-6:-5] != b"A" else b"B") + kept()[-5:]
    DataKey.objects.update(wrapped=changed)
    with refused("closed"):
        keyring.unseal(HERE, sealed)


@pytest.mark.parametrize("wrapped", [b"\x02", b"\x02vault:v1:", b"\x02vault:v1:\xff", b"\x03x"])
def test_what_is_no_wrapped_key_does_not_open(service: Service, wrapped: bytes) -> None:
    sealed = keyring.seal(HERE, b"mine")
    DataKey.objects.update(wrapped=wrapped)
    with refused("closed"):
        keyring.unseal(HERE, sealed)


def test_keys_of_the_file_and_of_the_service_open_side_by_side(
    service: Service, settings: Settings
) -> None:
    address = settings.MOELI_TRANSIT_ADDRESS
    settings.MOELI_TRANSIT_ADDRESS = ""
    there = replace(HERE, subject="case:0")
    by_file = keyring.seal(there, b"by the file")
    settings.MOELI_TRANSIT_ADDRESS = address
    by_service = keyring.seal(HERE, b"by the service")
    texts = keyring.unseal_many([(there, by_file), (HERE, by_service)])
    assert texts == [b"by the file", b"by the service"]


def test_what_a_lost_file_wrapped_stays_closed_and_no_new_file_is_made(
    peer: Service, settings: Settings, home: Path
) -> None:
    address, settings.MOELI_TRANSIT_ADDRESS = settings.MOELI_TRANSIT_ADDRESS, ""
    sealed = keyring.seal(HERE, b"by the file")
    settings.MOELI_TRANSIT_ADDRESS = address
    (master.folder() / master.CURRENT).unlink()
    with refused("closed"):
        keyring.unseal(HERE, sealed)
    assert not (master.folder() / master.CURRENT).exists()


def test_an_older_version_of_the_services_key_opens_still(service: Service) -> None:
    sealed, before = keyring.seal(HERE, b"secret"), master.current_name()
    service.turn()
    assert keyring.unseal(HERE, sealed) == b"secret"
    assert master.current_name() != before


def test_without_the_service_what_it_wrapped_stays_closed(
    service: Service, settings: Settings
) -> None:
    sealed = keyring.seal(HERE, b"secret")
    settings.MOELI_TRANSIT_ADDRESS = ""
    with refused("closed"):
        keyring.unseal(HERE, sealed)


def test_a_token_that_is_not_valid_is_said(service: Service, settings: Settings) -> None:
    Path(settings.MOELI_TRANSIT_TOKEN_FILE).write_text("another")
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "refuses the token" in str(caught.value)


def test_a_key_that_is_not_there_is_said(peer: Service, settings: Settings) -> None:
    settings.MOELI_TRANSIT_KEY = "transit/other"
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "no key of that name" in str(caught.value)


def test_a_hundred_keys_are_unwrapped_in_one_request(peer: Service) -> None:
    bindings = [replace(HERE, subject=f"case:{number}") for number in range(100)]
    sealed = keyring.seal_many([(each, b"secret") for each in bindings])
    peer.asked.clear()
    keyring.unseal_many(list(zip(bindings, sealed, strict=True)))
    assert peer.asked == [100]


def test_no_key_is_kept_in_memory_between_calls(peer: Service) -> None:
    sealed = keyring.seal(HERE, b"secret")
    peer.misbehave["status"] = 503
    with refused("key_service") as caught:
        keyring.unseal(HERE, sealed)
    assert "unseal it" in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"status": 500}, "an error of its own"),
        ({"status": 400}, "an error of its own"),
        ({"status": 302}, "an error of its own"),
        ({"answer": {}}, "no transit engine"),
        ({"answer": []}, "no transit engine"),
        ({"answer": {"data": {"batch_results": []}}}, "no transit engine"),
        ({"answer": {"data": {"batch_results": [{"ciphertext": "x"}]}}}, "no ciphertext"),
    ],
)
def test_an_answer_that_is_none_is_said(peer: Service, wrong: dict[str, object], said: str) -> None:
    peer.misbehave |= wrong
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert said in str(caught.value)
    assert not DataKey.objects.exists()


@pytest.mark.parametrize("answered", ["AAAA", "", "ÄÄ", "A"])
def test_a_key_of_another_length_is_no_key(peer: Service, answered: str) -> None:
    sealed = keyring.seal(HERE, b"secret")
    peer.misbehave["answer"] = {"data": {"batch_results": [{"plaintext": answered}]}}
    with refused("closed"):
        keyring.unseal(HERE, sealed)


def test_a_service_that_does_not_answer_in_time_is_said(
    peer: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_SECONDS", httpx.Timeout(0.2))
    peer.misbehave["wait"] = 1
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "in time" in str(caught.value)


def test_a_service_that_is_not_there_is_said(peer: Service, settings: Settings) -> None:
    settings.MOELI_TRANSIT_ADDRESS = f"http://127.0.0.1:{key_service.free_port()}"
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "cannot be reached" in str(caught.value)


def test_over_tls_the_right_authority_is_trusted_and_no_other(
    peer: Service, settings: Settings, tmp_path: Path
) -> None:
    with key_service.peer(tmp_path / "server.pem") as other:
        settings.MOELI_TRANSIT_ADDRESS, settings.MOELI_TRANSIT_CA = other.address, other.ca
        assert keyring.unseal(HERE, keyring.seal(HERE, b"secret")) == b"secret"
        settings.MOELI_TRANSIT_CA = ""
        with refused("key_service") as caught:
            keyring.seal(HERE, b"secret")
    assert "MOELI_TRANSIT_CA" in str(caught.value)


@pytest.mark.parametrize("address", ["http://keys.example:8200", "ftp://x", "http://127.0.0.1.x"])
def test_a_token_never_travels_unencrypted_to_another_machine(
    peer: Service, settings: Settings, address: str
) -> None:
    settings.MOELI_TRANSIT_ADDRESS = address
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "https://" in str(caught.value)


def test_a_token_file_that_others_can_read_is_refused(peer: Service, settings: Settings) -> None:
    Path(settings.MOELI_TRANSIT_TOKEN_FILE).chmod(0o644)
    with refused("key_file"):
        keyring.seal(HERE, b"secret")


def test_the_token_stands_in_no_sentence(peer: Service, settings: Settings) -> None:
    Path(settings.MOELI_TRANSIT_TOKEN_FILE).write_text(f"wrong-{uuid4()}")
    with refused("key_service") as caught:
        keyring.seal(HERE, b"secret")
    assert "wrong-" not in str(caught.value)


def test_moving_from_the_file_to_the_service_is_a_rotation(
    service: Service, settings: Settings
) -> None:
    address = settings.MOELI_TRANSIT_ADDRESS
    settings.MOELI_TRANSIT_ADDRESS = ""
    sealed = keyring.seal(HERE, b"secret")
    settings.MOELI_TRANSIT_ADDRESS = address
    rotation.rotate(lambda _done, _total: None)
    assert kept().startswith(b"\x02vault:v")
    assert keyring.unseal(HERE, sealed) == b"secret"


def test_a_new_version_of_the_services_key_wraps_everything_anew(service: Service) -> None:
    sealed, before = keyring.seal(HERE, b"secret"), kept()
    service.turn()
    rotation.rotate(lambda _done, _total: None)
    assert master.name_of(kept()) == master.current_name() != master.name_of(before)
    assert keyring.unseal(HERE, sealed) == b"secret"


def test_and_back_to_the_file_again(service: Service, settings: Settings) -> None:
    sealed = keyring.seal(HERE, b"secret")
    settings.MOELI_TRANSIT_LEAVE = settings.MOELI_KEYS_MUST_EXIST = True
    rotation.rotate(lambda _done, _total: None)
    settings.MOELI_TRANSIT_ADDRESS = ""
    assert keyring.unseal(HERE, sealed) == b"secret"
