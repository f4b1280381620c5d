"""Every page answers within its budget of queries, however long the lists behind it."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from moeli.crossings.consents.services import NewConsent, record_consent
from moeli.crossings.identification.services import begin_identification
from moeli.crossings.models import Inspection
from moeli.crossings.outcomes import Direction, Outcome
from moeli.crossings.parties.services import begin_party, scan_into_party
from moeli.crossings.permits.services import NewPermit, record_permit
from moeli.crossings.presence.looking import looks_of
from moeli.crossings.presence.models import Alarm
from moeli.crossings.presence.patterns import Finding, Pattern
from moeli.crossings.presence.services import raise_alarms
from moeli.crossings.services import decide, open_inspection
from moeli.demo.specimens import specimens
from moeli.documents.models import Source
from moeli.documents.services import Desk, keep_file
from moeli.forms import services as form_services
from moeli.forms.openrosa.admission import Phone
from moeli.forms.openrosa.models import Submission
from moeli.forms.openrosa.sent import Sent
from moeli.forms.openrosa.services import issue_phone, receive
from moeli.forms.running import Act
from moeli.platform import clock
from moeli.platform.access.actor import SYSTEM, actor_of
from moeli.platform.access.models import User
from moeli.platform.access.services import add_person
from moeli.platform.ids import uuid7
from moeli.platform.jobs.services import enqueue
from moeli.platform.machine.services import enrol_device
from moeli.platform.notices.models import Notice
from moeli.platform.notices.services import raise_notice
from moeli.screening.services import NewListing, list_document
from tests import publishing
from tests.documents import drawn
from tests.forms import publishing as forms
from tests.forms.openrosa.phones import answers
from tests.forms.sheets import sheets
from tests.platform.access.acts.documents import question_at
from tests.signing_in import person, signed_in

BUDGETS = tomllib.loads(Path(__file__).with_name("query_budgets.toml").read_text(encoding="utf-8"))
MANY = 12
WITHOUT_A_LOOK = {  # addresses that answer no GET, or are no pages of a signed-in person
    "account_login",
    "account_logout",
    "alarm_answer",
    "awake",
    "badge_revoke",
    "car_leave",
    "approval_decide",
    "approval_withdraw",
    "booth_retire",
    "decision",
    "decision_undo",
    "desk_commuters",
    "refusal_ask",
    "refusal_notice",
    "refusal_review",
    "refusal_write",
    "device_lend_end",
    "device_lend_to",
    "document_list_add",
    "document_list_number",
    "document_list_withdraw",
    "identification_decision",
    "identification_voucher",
    "identification_word",
    "permit_withdraw",
    "consent_withdraw",
    "draft",
    "enrol",
    "form_away",  # says nothing, and reads nothing
    "form_answer_file",  # a file, its opening journaled
    "form_file",
    "form_finish",
    "form_resume",
    "form_run_file",
    "form_upload_file",
    "phone_file",
    "phone_form",
    "phone_form_list",
    "phone_manifest",
    "phone_nothing",
    "phone_submission",
    "run_file",
    "grant_revoke",
    "language",
    "lock",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "port_reopen",
    "roster_off",
    "mfa_view_recovery_codes",
    "party_admit",
    "party_companions",
    "party_list_begin",
    "task_answer",
    "task_send",
    "party_paper_back",
    "party_presence_back",
    "party_pick_out",
    "person_badge",
    "notice_acknowledge",
    "person_close",
    "person_factors",
    "person_open",
    "person_password",
    "person_role",
    "person_sign_out",
    "person_unlock",
    "relief",
    "relief_key",
    "shift_end",
    "shift_let_in",
    "shift_unlock",
    "sign_out_everywhere",
    "unlock",
    "publication_acknowledge",
    "publication_ask",
    "publication_discard",
    "publication_file",
    "publication_publish",
    "work_cancel",
    "work_retry",
    "expert_answer",
    "picture_file",
    "picture_frame",
    "picture_scanner",
    "question_ask",
}


def inspected() -> list[object]:
    inspections = [
        open_inspection(
            actor=SYSTEM,
            place="MSB",
            desk=f"Desk {number}",
            direction=Direction.ENTRY,
            zone=specimens()["td1"].zone,
            reason="primary",
        )
        for number in range(MANY)
    ]
    return [inspections[-1].id]


def permitted() -> list[object]:
    (inspection,) = inspected()
    for number in range(MANY):
        permit = NewPermit(
            kind="residence_permit",
            number=f"R{number}",
            valid_from=date(2026, 1, 1 + number),
            valid_to=date(2027, 1, 1),
        )
        record_permit(actor=SYSTEM, inspection_id=inspection, permit=permit)  # type: ignore[arg-type]  # an id
    return [inspection]


def identified() -> list[object]:
    rows = [
        begin_identification(
            actor=SYSTEM,
            place="MSB",
            desk=f"Desk {number}",
            direction=Direction.ENTRY,
            answers={"name": "Thato Drawn", "village": "Leribe", "chief": "Morena Drawn"},
        )
        for number in range(MANY)
    ]
    return [rows[-1].id]


def decided(outcome: Outcome, ground: str = "") -> list[object]:
    """The last of many decisions, opened for another desk's supervisor to see."""
    (inspection_id,) = inspected()
    made = decide(
        actor=SYSTEM,
        inspection_id=UUID(str(inspection_id)),
        outcome=outcome,
        ground=ground,
        idempotency_key=uuid4(),
    )
    return [made.id]


def travelling() -> list[object]:
    begun = begin_party(actor=SYSTEM, place="MSB", desk="Desk 1", direction=Direction.ENTRY)
    for number in range(MANY):
        zone = specimens()["td1"].zone.replace("D23145890", f"D231458{number:02}")
        scan_into_party(actor=SYSTEM, party_id=begun.id, zone=zone)
    return [begun.id]


def alarmed() -> list[object]:
    inspected()
    looks = list(looks_of(Inspection.objects.values_list("id", flat=True), ()).values())
    with transaction.atomic():
        raise_alarms(
            findings=[Finding(Pattern.TYPED, (str(each),), tuple(looks)) for each in range(MANY)]
        )
    return [Alarm.objects.latest("id").id]


def listed() -> list[object]:
    entries = [
        list_document(
            actor=SYSTEM,
            listing=NewListing(
                issuing_state="ZAF",
                document_number=f"M0000000{number}",
                kind="lost_or_stolen",
                instruction="call_supervisor",
                source="Fictitious report",
                listed_from=date(2026, 1, 1),
            ),
        )
        for number in range(MANY)
    ]
    return [entries[0].id]


def employed() -> list[object]:
    for number in range(MANY):
        add_person(
            actor=SYSTEM,
            username=f"officer{number}",
            name="Tumelo Invented",
            agency="immigration",
            password="a long river of words",
        )
    return [User.objects.order_by("added_at").last().id]  # type: ignore[union-attr]  # just added


def published() -> list[object]:
    return [publishing.versions(MANY)[-1].id]


def asked_for() -> list[object]:
    with transaction.atomic():
        for _ in range(MANY):
            enqueue(actor=SYSTEM, job="jobs.forget")
    return []


def noticed() -> list[object]:
    for number in range(MANY):
        raise_notice(kind="access.locked_out", place="", cause=f"account {number}")
    escalated = Notice.objects.all()
    escalated.update(escalated_to="system_administrator", escalated_at=clock.now())
    return []


def at_the_door() -> list[object]:
    every = [
        enrol_device(
            actor=SYSTEM,
            place="MSB",
            desk="Desk 1",
            name=f"Reader {number}",
            profile="kiosk_reader",
        )
        for number in range(MANY)
    ]
    return [every[0].device.id]


def forms_published() -> list[object]:
    """Many editions of one form, and runs of it that were left."""
    for number in range(3):
        edition = forms.published(sheets(version=str(number + 1)))
    return [edition.id]


def form_begun() -> list[object]:
    forms_published()
    officer = actor_of(User.objects.get(username__startswith="primary"), clock.now())
    for _ in range(MANY):
        run = form_services.begin(actor=officer, form="few", idempotency_key=uuid7(), place="MSB")
    return [run.id]


def form_answered() -> list[object]:
    (run_id,) = form_begun()
    officer = actor_of(User.objects.get(username__startswith="primary"), clock.now())
    for turn, (step, word) in enumerate((("/data/name", "Lineo"), ("/data/age", "17"))):
        act = Act(step, "next", (step,), {step: (word,)})
        form_services.answer(actor=officer, run_id=run_id, turn=turn, act=act)
    form_services.finish(actor=officer, run_id=run_id, turn=2)
    return [run_id]


def pictured() -> list[object]:
    files = [drawn.doubtful(), drawn.jpeg()]
    kept = [
        keep_file(actor=SYSTEM, desk=Desk("MSB", "unenrolled"), data=each, source=Source.SCANNER)
        for each in files
    ]
    return [kept[0].id]


def questioned() -> list[object]:
    for _ in range(MANY):
        asked = question_at("MSB")
    return [asked.id]


def form_uploaded() -> list[object]:
    forms_published()
    author = publishing.acting()
    return [form_services.upload(actor=author, content=sheets(version="9")).id]


def phones_let_in() -> list[object]:
    forms.published()
    bearer = person("primary_officer", "MSB")
    for number in range(MANY):
        issued = issue_phone(
            actor=SYSTEM,
            person=str(bearer.id),
            place="MSB",
            name=f"Phone {number}",
            forms=["few"],
            days=30,
        )
    return [issued.phone.id]


def sent_by_phones(*given: str) -> Submission:
    """Many sendings of one phone, and the last of them."""
    forms.published()
    hers = User.objects.filter(username__startswith="primary").first()
    officer = actor_of(hers or person("primary_officer", "MSB"), clock.now())
    own = Phone(uuid7(), officer, "MSB", ("few",))
    for number in range(MANY):
        row = receive(phone=own, sent=Sent(answers(*given, instance=f"uuid:{number}")))
    return row.submission


def set_aside() -> list[object]:
    return [sent_by_phones("<name/><age>1</age><child/>").id]


def run_of_a_phone() -> list[object]:
    return [sent_by_phones().run]


def consented() -> list[object]:
    (inspection,) = inspected()
    for number in range(MANY):
        consent = NewConsent(
            giver="parent",
            who="Drawn",
            paper="consent_letter",
            valid_from=date(2026, 1, 1 + number),
            valid_to=date(2026, 12, 31),
        )
        record_consent(actor=SYSTEM, inspection_id=inspection, consent=consent)  # type: ignore[arg-type]  # an id
    return [inspection]


BEFORE: dict[str, Callable[[], list[object]]] = {
    "inspection": inspected,
    "permits": permitted,
    "consents": consented,
    "stamp": inspected,
    "questions": inspected,
    "identifications": lambda: identified() and [],
    "identification": identified,
    "decision_correct": lambda: decided(Outcome.ADMITTED),
    "refusal": lambda: decided(Outcome.REFUSED, "document_expired"),
    "parties": lambda: travelling() and [],
    "party": travelling,
    "party_vehicles": travelling,
    "alarms": lambda: alarmed() and [],
    "alarm": alarmed,
    "document_list": lambda: listed() and [],
    "document_list_entry": listed,
    "people": lambda: employed() and [],
    "person": employed,
    "port": lambda: ["SAP"],
    "port_close": lambda: ["SAP"],
    "port_roster": lambda: ["SAP"],
    "devices": lambda: at_the_door() and [],
    "device_token": at_the_door,
    "device_revoke": at_the_door,
    "device_lend": lambda: at_the_door() and [],
    "approvals": lambda: publishing.asked(MANY) and [],
    "approval": lambda: [publishing.asked(MANY)[0].id],
    "publications": lambda: publishing.uploads(MANY) and publishing.versions(MANY) and [],
    "publications_to_acknowledge": lambda: publishing.versions(MANY) and [],
    "publication_channel": lambda: publishing.versions(MANY) and [publishing.CHANNEL],
    "publication_upload": lambda: [publishing.CHANNEL],
    "publication_staged": lambda: [publishing.uploads(MANY)[0].id],
    "publication_version": published,
    "publication_back": published,
    "forms": lambda: form_answered() and [],
    "form_begin": lambda: forms_published() and ["few"],
    "form_run": form_begun,
    "form_abandon": form_begun,
    "form_answers": form_answered,
    "form_editions": lambda: form_uploaded() and [],
    "form_history": lambda: forms_published() and ["few"],
    "form_edition": forms_published,
    "form_paper": forms_published,
    "form_upload": form_uploaded,
    "phones": lambda: phones_let_in() and [],
    "phone_revoke": phones_let_in,
    "set_aside": lambda: set_aside() and [],
    "set_aside_one": set_aside,
    "run_files": run_of_a_phone,
    "work": asked_for,
    "picture": lambda: pictured() and [],
    "picture_compare": pictured,
    "expert_questions": lambda: questioned() and [],
    "expert_question": questioned,
    "notices": noticed,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_keeps_to_its_budget(name: str) -> None:
    role = BUDGETS[name]["role"]
    client = signed_in(person(role, "MSB" if role == "primary_officer" else ""))
    address = reverse(name, args=BEFORE.get(name, list)())
    used = queries_of(client, address)
    assert used <= BUDGETS[name]["queries"]


def test_every_page_has_a_budget() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names - WITHOUT_A_LOOK == set(BUDGETS)


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is read once a process is not the page's
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
