"""Standing consent: recorded with its paper and days, ended by a linked record, told again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from moeli.crossings.consents.models import Consent
from moeli.crossings.consents.projectors import consent_withdrawn
from moeli.crossings.consents.selectors import consented, consents_page
from moeli.crossings.consents.services import (
    Because,
    NewConsent,
    record_consent,
    withdraw_consent,
)
from moeli.crossings.models import Inspection
from moeli.crossings.sealing import SCOPE
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.keyring.services import shred
from tests.crossings import replaying
from tests.crossings.conftest import NOW, OFFICER_ACTIONS, officer_at
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
Open = Callable[..., Inspection]
MAY = OFFICER_ACTIONS | {"consent.record"}
FIRST, LAST = date(2026, 11, 1), date(2027, 10, 31)
CONSENT = NewConsent(
    giver="parent",
    who="Mpho Drawn",
    paper="consent_letter",
    school="Fictitious Primary",
    port="MSB",
    valid_from=FIRST,
    valid_to=LAST,
)


@pytest.fixture
def clerk() -> Actor:
    return officer_at("MSB", MAY)


@pytest.fixture
def supervisor() -> Actor:
    return officer_at("MSB", MAY | {"consent.withdraw"})


def test_it_holds_from_its_first_day_to_its_last_at_its_port(open_: Open, clerk: Actor) -> None:
    seen = open_()
    made = record_consent(actor=clerk, inspection_id=seen.id, consent=CONSENT)
    assert b"Mpho" not in bytes(made.told)
    document = bytes(seen.document_hash)
    days = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    assert [consented(document, "MSB", day) for day in days] == [False, True, True, False]
    assert not consented(document, "MPB", FIRST)
    assert not consented(b"x" * 16, "MSB", FIRST)
    (shown,) = consents_page(clerk, seen.id).rows
    assert (shown.who, shown.school, shown.may_withdraw) == ("Mpho Drawn", CONSENT.school, False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"paper": "parents_present"}, "bad_consent_paper"),  # for the journey at hand alone
        ({"paper": "love_letter"}, "bad_consent_paper"),
        ({"giver": "neighbour"}, "bad_consent_giver"),
        ({"who": "  "}, "bad_consent_giver"),
        ({"who": "M" * 121}, "bad_consent_giver"),
        ({"school": "a\nb"}, "bad_consent_giver"),
        ({"port": "XYZ"}, "bad_consent_port"),
        ({"valid_to": date(2026, 10, 31)}, "bad_consent_dates"),
        ({"valid_to": date(2027, 11, 2)}, "bad_consent_dates"),
    ],
)
def test_what_cannot_be_a_consent_is_refused_whole(
    open_: Open, clerk: Actor, changed: dict[str, object], code: str
) -> None:
    with refused(code):
        record_consent(actor=clerk, inspection_id=open_().id, consent=replace(CONSENT, **changed))
    assert not Consent.objects.exists()


def test_only_who_may_records_it_once_in_an_open_inspection(open_: Open, clerk: Actor) -> None:
    inspection = open_()
    for stranger in (officer_at("MSB"), officer_at("CAL", MAY)):
        with refused("absent"):
            record_consent(actor=stranger, inspection_id=inspection.id, consent=CONSENT)
    record_consent(actor=clerk, inspection_id=inspection.id, consent=CONSENT)
    with refused("consent_twice"):
        record_consent(actor=clerk, inspection_id=inspection.id, consent=CONSENT)
    with clock.standing_still(NOW + timedelta(minutes=31)), refused("stale"):
        record_consent(actor=clerk, inspection_id=inspection.id, consent=CONSENT)


def test_a_withdrawal_is_a_record_of_its_own_and_the_journal_tells_both_again(
    open_: Open, clerk: Actor, supervisor: Actor
) -> None:
    seen = open_()
    made = record_consent(actor=clerk, inspection_id=seen.id, consent=CONSENT)
    with refused("absent"):
        withdraw_consent(actor=clerk, consent_id=made.id, because=Because.TAKEN_BACK)
    withdraw_consent(actor=supervisor, consent_id=made.id, because=Because.TAKEN_BACK)
    assert not consented(bytes(seen.document_hash), "MSB", FIRST)
    with refused("consent_withdrawn"):
        withdraw_consent(actor=supervisor, consent_id=made.id, because=Because.MISTAKE)
    before = replaying.rows(Consent, "told")
    Consent.objects.all().delete()
    replaying.again(replaying.told("consent.recorded", "consent.withdrawn"))
    assert replaying.rows(Consent, "told") == before


def test_no_post_ends_a_consent_of_another(open_: Open, clerk: Actor, supervisor: Actor) -> None:
    made = record_consent(actor=clerk, inspection_id=open_().id, consent=CONSENT)
    withdraw_consent(actor=supervisor, consent_id=made.id, because=Because.MISTAKE)
    (told,) = replaying.told("consent.withdrawn")
    Consent.objects.update(withdrawn_at=None)
    consent_withdrawn(replace(told, place="MPB"))
    assert Consent.objects.get().withdrawn_at is None


def test_it_holds_on_when_the_names_in_it_were_erased(open_: Open, clerk: Actor) -> None:
    made = record_consent(actor=clerk, inspection_id=open_().id, consent=CONSENT)
    with clock.standing_still(NOW + timedelta(days=40)):
        later = open_()
        shred(subject=made.key_subject, scope=SCOPE)
        (shown,) = consents_page(clerk, later.id).rows
        assert (shown.who, shown.school, shown.giver) == ("", "", "parent")
        assert consented(bytes(later.document_hash), "MSB", clock.today())
