"""By e-mail and SMS: that a task waits, and where; at least once, known by an id; never more."""

import email.policy
import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_string
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.services import disable_person
from moeli.platform.errors import MoeliError
from moeli.platform.journal.models import Entry
from moeli.platform.keyring import services as keyring
from moeli.platform.notices import selectors
from moeli.platform.notices.delivery import deliver
from moeli.platform.notices.escalation import escalate
from moeli.platform.notices.models import Contact, Message, Notice
from moeli.platform.notices.sealing import SCOPE, key_subject
from moeli.platform.notices.services import acknowledge, give_contact, raise_notice
from tests.platform.notices.conftest import Progress, acting
from tests.platform.notices.peers import Gateway, MailServer, serving
from tests.signing_in import person

pytestmark = pytest.mark.django_db
PHONE, MAIL = "+26658001234", "lineo.canary@office.example"
SENTENCE = "A task waits in Moeli at Maseru Bridge"
Reached = Callable[..., UUID]


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    settings.MOELI_NOTICE_MAIL = server.address
    with serving(server):
        yield server


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    server = Gateway()
    settings.MOELI_NOTICE_SMS = server.address
    with serving(server):
        yield server


@pytest.fixture
def reached() -> Reached:
    """A supervisor who said where she can be reached."""

    def made(mail: str = MAIL, phone: str = PHONE, **how: str) -> UUID:
        role = how.pop("role", "shift_supervisor")
        user = person(role, "" if role == "immigration_hq" else "MSB", **how)
        give_contact(actor=acting(user), mail=mail, phone=phone)
        return user.id

    return made


def raised(place: str = "MSB") -> None:
    raise_notice(kind="gate.stuck", place=place, cause="gate-1")


def later(minutes: int, run: Progress) -> None:
    with clock.standing_still(clock.now() + timedelta(minutes=minutes)):
        deliver(run)


def test_a_mail_server_is_told_that_a_task_waits_and_where(
    mail: MailServer, reached: Reached, run: Progress
) -> None:
    reached(phone="")
    raised()
    deliver(run)
    [text] = mail.taken
    letter = message_from_string(text, policy=email.policy.default)
    assert (letter["To"], letter["From"]) == (MAIL, "moeli@post.example")
    assert (letter["Subject"], letter.get_content().strip()) == (SENTENCE, f"{SENTENCE}.")
    assert letter["Message-ID"] == f"<{Message.objects.get().id}@moeli>"
    assert run.reported == [(1, 1)]


def test_a_gateway_is_told_once_with_an_id(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached()
    raised()
    for _ in range(3):
        later(5, run)
    [taken] = gateway.taken
    assert (taken["to"], taken["text"]) == (PHONE, SENTENCE)
    assert taken["id"] == taken["Idempotency-Key"] == str(Message.objects.get().id)
    assert taken["Authorization"].startswith("Basic ")


def test_sent_again_after_a_crash_it_has_the_same_id(
    gateway: Gateway, reached: Reached, run: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached()
    raised()
    with monkeypatch.context() as cut:
        cut.setattr(run, "progress", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            deliver(run)
    deliver(run)
    assert len({taken["id"] for taken in gateway.taken}) == 1
    assert len(gateway.taken) == 2


def test_everybody_is_written_to_in_her_own_language(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached(language="st")
    raised()
    deliver(run)
    [taken] = gateway.taken
    assert taken["text"] != SENTENCE
    assert taken["text"].endswith("Maseru Bridge")


def test_one_erased_person_is_not_written_to_and_silences_nobody(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    erased, other = reached(phone="+26658009999"), reached(mail="")
    raised()
    keyring.shred(subject=key_subject(erased), scope=SCOPE)
    deliver(run)
    assert [taken["to"] for taken in gateway.taken] == [PHONE]
    assert Message.objects.get().person == other


def test_what_waits_for_a_person_erased_meanwhile_is_given_up_and_the_rest_sent(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    erased, _other = reached(phone="+26658009999"), reached(mail="")
    raised()
    gateway.status = 503
    deliver(run)
    gateway.status = 200
    keyring.shred(subject=key_subject(erased), scope=SCOPE)
    later(5, run)
    assert [taken["to"] for taken in gateway.taken[2:]] == [PHONE]
    assert Message.objects.get(person=erased).given_up_at


def test_without_a_place_the_sentence_names_none(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached()
    raised(place="")
    deliver(run)
    assert gateway.taken[0]["text"] == "A task waits in Moeli"


def test_a_gateway_that_refuses_is_tried_again_with_longer_pauses_and_then_no_more(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached()
    raised()
    gateway.status = 503
    deliver(run)
    deliver(run)
    assert len(gateway.taken) == 1
    later(3, run)
    assert len(gateway.taken) == 2
    for day in range(1, 12):
        later(24 * 60 * day, run)
    assert len(gateway.taken) == 8
    assert Message.objects.get().given_up_at


def test_a_mail_server_that_is_away_is_tried_again(
    mail: MailServer, reached: Reached, run: Progress
) -> None:
    reached()
    raised()
    mail.refuses = True
    deliver(run)
    assert mail.taken == []
    mail.refuses = False
    later(3, run)
    assert len(mail.taken) == 1


def test_what_was_taken_on_meanwhile_is_not_sent(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached()
    raised()
    gateway.status = 503
    deliver(run)
    supervisor = acting(person("shift_supervisor", "MSB"))
    acknowledge(actor=supervisor, notice_id=Notice.objects.get().id)
    gateway.status = 202
    later(3, run)
    assert len(gateway.taken) == 1


def test_only_holders_at_the_place_with_an_account_are_written_to(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    here, gone = reached(), reached(phone="+26658000001")
    disable_person(actor=SYSTEM, person_id=gone)
    raise_notice(kind="gate.stuck", place="MPB", cause="elsewhere")
    deliver(run)
    assert gateway.taken == []
    raised()
    deliver(run)
    assert [message.person for message in Message.objects.all()] == [here]


def test_passed_on_the_second_role_is_written_to_and_the_first_not_again(
    gateway: Gateway, reached: Reached, run: Progress
) -> None:
    reached()
    reached(phone="+26658009999", role="immigration_hq")
    raised()
    deliver(run)
    with clock.standing_still(clock.now() + timedelta(minutes=20)):
        escalate(run)
        deliver(run)
    assert [taken["to"] for taken in gateway.taken] == [PHONE, "+26658009999"]


def test_both_channels_can_be_pointed_at_files(
    settings: Settings, tmp_path: Path, reached: Reached, run: Progress
) -> None:
    settings.MOELI_NOTICE_MAIL = f"file:{tmp_path / 'mail'}"
    settings.MOELI_NOTICE_SMS = f"file:{tmp_path / 'sent.jsonl'}"
    reached()
    raised()
    deliver(run)
    [letter] = (tmp_path / "mail").iterdir()
    assert SENTENCE in letter.read_text()
    assert json.loads((tmp_path / "sent.jsonl").read_text())["text"] == SENTENCE


def test_with_no_channel_nothing_is_addressed(reached: Reached, run: Progress) -> None:
    reached()
    raised()
    deliver(run)
    assert not Message.objects.exists()


def test_neither_rows_nor_logs_nor_letters_hold_what_they_should_not(
    gateway: Gateway,
    mail: MailServer,
    reached: Reached,
    run: Progress,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    reached()
    raised()
    mail.refuses, gateway.status = True, 500
    deliver(run)
    mail.refuses = False
    later(3, run)
    rows = [*Contact.objects.values(), *Message.objects.values(), *Notice.objects.values()]
    kept = " ".join(str(value) for row in rows for value in row.values())
    lines = [record for record in caplog.records if record.name != "django.db.backends"]
    logged = " ".join(each.getMessage() for each in lines)
    sent = "".join(mail.taken) + json.dumps([each["text"] for each in gateway.taken])
    for canary in (PHONE[1:], "lineo.canary", "Lineo Fictional", "secret"):
        assert canary not in kept + logged
    assert "Lineo Fictional" not in sent
    assert "gate" not in sent


def test_where_somebody_can_be_reached_is_sealed_and_only_hers(reached: Reached) -> None:
    from moeli.platform.access.models import User

    owner = acting(User.objects.get(id=reached(phone="+266 5800-1234")))
    assert selectors.own_contact(owner) == {"mail": MAIL, "phone": PHONE}
    other = acting(person("shift_supervisor", "MSB"))
    assert selectors.own_contact(other) == {"mail": "", "phone": ""}
    assert Entry.objects.get(verb="notice.contact_given").subject == owner.id


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"mail": "no address", "phone": ""}, "bad_mail"),
        ({"mail": "a@b\nBcc: c@d.example", "phone": ""}, "bad_mail"),
        ({"mail": "", "phone": "58001234"}, "bad_phone"),
        ({"mail": "", "phone": "+266 call me"}, "bad_phone"),
    ],
)
def test_what_is_no_address_is_said(given: dict[str, str], code: str) -> None:
    with pytest.raises(MoeliError) as refused:
        give_contact(actor=acting(person("shift_supervisor", "MSB")), **given)
    assert refused.value.code == code
    assert not Contact.objects.exists()
