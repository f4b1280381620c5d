"""Taking what a phone sent: once, whole, as a run where it can be one, set aside where it cannot.

The first sending of an instanceID holds. The same again changes nothing but that files are added
that had not come yet; the same instanceID with other answers is set aside.
"""

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from moeli.forms.models import Edition
from moeli.forms.openrosa import judging, phone_clock, rules, telling
from moeli.forms.openrosa.admission import Phone
from moeli.forms.openrosa.errors import PhoneError
from moeli.forms.openrosa.judging import Read
from moeli.forms.openrosa.models import Submission
from moeli.forms.openrosa.running import Facts, run_received
from moeli.forms.openrosa.sealing import waiting_binding
from moeli.forms.openrosa.sent import Sent, Told, told
from moeli.forms.openrosa.services import files
from moeli.platform import clock
from moeli.platform.errors import MoeliError
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record_all
from moeli.platform.keyring import services as keyring
from moeli.platform.vault.master import index_hash

STRICTEST = "care"  # for answers whose form is not known, and so not how they are to be sealed


@dataclass(frozen=True, slots=True)
class Received:
    """`fresh` when something was kept that was not here before; `reason` when it was set aside."""

    submission: Submission
    fresh: bool

    @property
    def reason(self) -> str:
        """Why it waits; empty for what became a run or was settled."""
        return self.submission.reason if self.submission.state == "waits" else ""


def receive(*, phone: Phone, sent: Sent) -> Received:
    """Keep what a phone sent: the answers first, then its files, each once.

    A failure between the two leaves the answers here: sent again, the files are added. Raises
    MoeliError with a `PhoneError` or `BlobError` code.
    """
    said = told(sent, clock.today(), (get_language() or "en")[:2])
    hashes = index_hash("submission instance", said.instance), _content_hash(said, sent.xml)
    try:
        row, is_new = _kept_once(phone, sent, said, hashes)
    except IntegrityError:  # the same came at the same moment, and was first
        row, is_new = _kept_once(phone, sent, said, hashes)
    added = files.add(phone=phone, row=row, instance=said.instance, sent=sent.files)
    return Received(row, fresh=is_new or added > 0)


@transaction.atomic
def _kept_once(
    phone: Phone, sent: Sent, said: Told, hashes: tuple[bytes, bytes]
) -> tuple[Submission, bool]:
    earlier = list(Submission.objects.filter(instance=hashes[0]).order_by("received_at", "id"))
    same = next((each for each in earlier if bytes(each.content) == hashes[1]), None)
    if same:
        return same, False
    return _new(phone, sent, said, hashes, differs=bool(earlier)), True


def _new(
    phone: Phone, sent: Sent, said: Told, hashes: tuple[bytes, bytes], *, differs: bool
) -> Submission:
    now, day = clock.now(), clock.today()
    read = judging.read(said, sent.xml, day)
    reason = _reason(phone, said, read, differs=differs)
    if reason:
        _require_room(phone)
    id, run_id = uuid7(), uuid7()
    skew = phone_clock.skew(sent.date, read.ended if read else None, now)
    scope = read.edition.scope if read else _scope_of_form(said.form)
    body = {
        "instance": hashes[0].hex(),
        "content": hashes[1].hex(),
        "phone": str(phone.id),
        "person": phone.actor.id,
        "form": said.form,
        "version": said.version,
        "run": str(run_id),
        "reason": reason,
        "problems": read.told() if read and reason == judging.UNFIT else [],
        "scope": scope,
        "sealed": _sealed(id, run_id, scope, sent.xml) if reason else "",
        "files_named": read.files if read else 0,
        "skew": skew,
    }
    entry = NewEntry(
        verb="openrosa.submission_kept",
        actor=phone.actor.id,
        subject=str(id),
        place=phone.place,
        body=body,
    )
    facts = Facts(run_id, phone.actor.id, phone.place, phone.id, skew)
    run = [] if reason or read is None else [run_received(read, facts, phone.actor.id)]
    record_all([*run, entry])
    if reason:
        telling.set_aside(phone.id, phone.place)
    return Submission.objects.get(id=id)


def _reason(phone: Phone, said: Told, read: Read | None, *, differs: bool) -> str:
    if differs:
        return judging.DIFFERS
    if said.form not in phone.forms:
        return judging.NOT_GIVEN
    if read is None:
        return judging.why_not_known(said)
    if judging.is_withdrawn(read.edition, clock.today()):
        return judging.WITHDRAWN
    return judging.UNFIT if read.problems else ""


def _require_room(phone: Phone) -> None:
    most = rules.limit("most_waiting", clock.today())
    if Submission.objects.filter(phone=phone.id, state="waits").count() >= most:
        raise MoeliError(PhoneError.TOO_MANY_WAIT)


def _scope_of_form(form: str) -> str:
    newest = Edition.objects.filter(form=form).order_by("-number").defer("xform").first()
    return newest.scope if newest else STRICTEST


def _sealed(id: UUID, run_id: UUID, scope: str, xml: bytes) -> str:
    return b64encode(keyring.seal(waiting_binding(id, run_id, scope), xml)).decode()


def _content_hash(said: Told, data: bytes) -> bytes:
    return files.content_hash(said.instance, data)
