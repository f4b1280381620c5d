"""Writing the notice of a refusal, and reviewing it. The verbs' projectors write the rows."""

from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO
from uuid import UUID

from django.db import transaction

from moeli.crossings import rules as room_rules
from moeli.crossings.afterwards.services import note_followed
from moeli.crossings.asked.selectors import fears_return
from moeli.crossings.models import Decision, Inspection
from moeli.crossings.outcomes import Outcome
from moeli.crossings.refusals import notice, rules
from moeli.crossings.refusals.errors import RefusalError
from moeli.crossings.refusals.models import RefusalNotice, RefusalReview
from moeli.crossings.refusals.policies import REFUSING, REVIEWING
from moeli.crossings.refusals.selectors import refused_by, refuses
from moeli.crossings.sealing import SCOPE
from moeli.crossings.selectors import document_of
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import Policy
from moeli.platform.blobs.services import Laid, lay, register
from moeli.platform.dated import DatedRow
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, reading, record
from moeli.platform.ui import paper
from moeli.ports import directory

_MOTIVE_LENGTH = 400


def write_notice(*, actor: Actor, decision_id: UUID) -> RefusalNotice:
    """Write the notice of a refusal, in English and Sesotho, and keep it sealed.

    Written twice, it is the first. From then on the refusal cannot be undone, only corrected or
    reviewed. Raises MoeliError `absent`, `not_refused`, or as `blobs` does.
    """
    decision = _allowed(actor, decision_id, REFUSING)
    written = RefusalNotice.objects.filter(decision=decision).first()
    if written:
        return written
    if not refuses(decision):
        raise MoeliError(RefusalError.NOT_REFUSED)
    laid = _laid(actor, decision)
    with transaction.atomic():
        Inspection.objects.select_for_update().get(id=decision.inspection_id)
        if not RefusalNotice.objects.filter(decision=decision).exists():
            _keep(actor, decision, laid)
            note_followed(actor=actor, decision_id=decision.id, what="printed")
    return RefusalNotice.objects.get(decision=decision)


def ask_review(*, actor: Actor, decision_id: UUID) -> RefusalReview:
    """Note that the traveller asks for a review; noted twice, it is the first.

    Raises MoeliError `absent` or `not_refused`.
    """
    with transaction.atomic():
        decision = _allowed(actor, decision_id, REFUSING)
        if not refuses(decision):
            raise MoeliError(RefusalError.NOT_REFUSED)
        if not RefusalReview.objects.filter(decision=decision).exists():
            _tell(actor, decision, "refusal.review_asked", {"review": str(uuid7())})
    return RefusalReview.objects.get(decision=decision)


def decide_review(*, actor: Actor, decision_id: UUID, result: str, motive: str) -> RefusalReview:
    """Uphold a refusal, or set it aside: then the traveller is inspected anew.

    Who refused does not review. `motive` goes to the journal, sealed. Raises MoeliError `absent`,
    or with a `RefusalError` code.
    """
    if result not in rules.RESULTS:
        raise MoeliError(RefusalError.BAD_RESULT)
    if not 0 < len(motive.strip()) <= _MOTIVE_LENGTH:
        raise MoeliError(RefusalError.MOTIVE_MISSING)
    with transaction.atomic():
        decision = _allowed(actor, decision_id, REVIEWING)
        review = RefusalReview.objects.select_for_update().filter(decision=decision).first()
        _check_reviewable(actor, decision, review)
        if result == rules.UPHELD and fears_return(decision.inspection):
            raise MoeliError(RefusalError.PROTECTION)
        said = {"result": result, "motive": motive.strip()}
        _tell(actor, decision, "refusal.review_decided", said)
    return RefusalReview.objects.get(decision=decision)


def _check_reviewable(actor: Actor, decision: Decision, review: RefusalReview | None) -> None:
    if review is None:
        raise MoeliError(RefusalError.NOT_ASKED)
    if review.result:
        raise MoeliError(RefusalError.REVIEWED)
    if refused_by(actor, decision):
        raise MoeliError(RefusalError.SAME_OFFICER)


def _allowed(actor: Actor, decision_id: UUID, policy: Policy) -> Decision:
    rows = Decision.objects.filter(policy.rows(actor)).select_related("inspection")
    decision = rows.filter(id=decision_id).first()
    if decision is None:
        raise absent()
    return decision


def _laid(actor: Actor, decision: Decision) -> Laid:
    """The file alone, written before the transaction that gives it its row."""
    inspection = decision.inspection
    return lay(
        scope=SCOPE,
        subject=inspection.key_subject,
        stream=BytesIO(_printed(actor, decision)),
        retention="refusal_notice",
        media_type="application/pdf",
        place=inspection.place,
    )


def _printed(actor: Actor, decision: Decision) -> bytes:
    inspection = decision.inspection
    with reading(
        actor=actor, purpose="refusal notice", ids=[inspection.id], place=inspection.place
    ):
        refusal = notice.Refusal(
            reference=_reference(decision),
            port=_port(inspection.place),
            decided_at=decision.decided_at.astimezone(clock.MASERU),
            document=document_of(inspection),
            ground=_ground(decision),
        )
    words = notice.words_of(refusal, rules.words(clock.legal_day(decision.decided_at)))
    template = files(__package__).joinpath("paper", "notice.typ").read_bytes()
    return paper.pdf(template, words, decision.decided_at)


def _ground(decision: Decision) -> DatedRow:
    """As corrected last, when the refusal is itself a correction."""
    latest = decision.corrections.filter(outcome=Outcome.REFUSED).order_by("-corrected_at").first()
    ground = latest.ground if latest else decision.ground
    rows = room_rules.grounds(Outcome.REFUSED, clock.legal_day(decision.decided_at))
    return next(row for row in rows if row.id == ground)


def _reference(decision: Decision) -> str:
    """Enough of the decision's id to find it again, in groups that can be said on a telephone."""
    tail = decision.id.hex[-12:].upper()
    return f"{decision.inspection.place}-{tail[:4]}-{tail[4:8]}-{tail[8:]}"


def _port(code: str) -> str:
    try:
        return directory.port(code).name
    except KeyError:
        return code


def _keep(actor: Actor, decision: Decision, laid: Laid) -> None:
    blob = register(actor=actor, laid=laid)
    body = {
        "notice": str(uuid7()),
        "blob": str(blob.id),
        "key_subject": decision.inspection.key_subject,
    }
    _tell(actor, decision, "refusal.notice_written", body)


def _tell(actor: Actor, decision: Decision, verb: str, body: Mapping[str, object]) -> None:
    record(
        NewEntry(
            verb=verb,
            actor=actor.id,
            subject=str(decision.id),
            place=decision.inspection.place,
            body=body,
        )
    )
