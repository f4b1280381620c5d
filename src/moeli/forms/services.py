"""Authoring forms and running them. The verbs' projectors write the rows; drafts are no records."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from moeli.forms import attaching, running, selectors, sent_files, unfinished
from moeli.forms.attaching import NO_FILES, Files
from moeli.forms.editions.channel import channel_of
from moeli.forms.editions.reading import read
from moeli.forms.errors import FormError
from moeli.forms.kept import LARGEST, Kept
from moeli.forms.models import Draft, Edition, Run
from moeli.forms.policies import AUTHORING, RUNNING
from moeli.forms.running import Act, Taken
from moeli.forms.sealing import answers_binding, draft_binding, key_subject
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.ids import uuid7
from moeli.platform.journal.services import NewEntry, record
from moeli.platform.keyring import services as keyring
from moeli.platform.publications import services as publications
from moeli.platform.publications.models import Staged

_LONGEST_STEP = timedelta(minutes=15)  # whoever is longer away than this has done something else


def upload(*, actor: Actor, content: bytes, effective_from: date | None = None) -> Staged:
    """Stage a form on the channel that its form_id names; an unsound one is not kept.

    Raises MoeliError `absent`, `form_refused` (its findings are told by `selectors.findings`), or
    as `publications.stage`.
    """
    require(actor, AUTHORING.action)
    if selectors.unsound(actor, content)[0]:
        raise MoeliError(FormError.REFUSED)
    channel = channel_of(read(content).runnable.id)
    return publications.stage(
        actor=actor, channel=channel, content=content, effective_from=effective_from
    )


def begin(
    *, actor: Actor, form: str, idempotency_key: UUID, place: str = "", language: str = ""
) -> Run:
    """Begin a run under the edition in force today. Sent twice, it is begun once.

    Raises MoeliError `absent`, `form_not_in_force`, `form_asked_on_phones` or
    `form_run_broken`.
    """
    if place not in actor.places(RUNNING.action):
        raise absent()
    edition = selectors.edition_in_force(form, clock.today())
    if edition is None:
        raise MoeliError(FormError.NOT_IN_FORCE)
    if edition.asked_on:
        raise MoeliError(FormError.ASKED_ON_PHONES)
    loaded = selectors.loaded(edition)
    kept = running.begun(loaded.form, _known(language, loaded.form.languages))
    try:
        with transaction.atomic():
            return _begun(actor, edition, idempotency_key, place, kept)
    except IntegrityError:
        return _own(actor, Run.objects.filter(idempotency_key=idempotency_key).first())


def answer(*, actor: Actor, run_id: UUID, turn: int, act: Act, files: Files = NO_FILES) -> Taken:
    """Take a page that was sent, keep the run sealed, and go where the person wants.

    `files` are those that were sent, by question. The same page sent twice is taken once. A page
    of an earlier turn is not taken: another window went on. Raises MoeliError `absent`,
    `form_run_ended`, `form_another_tab`, `form_no_such_step`, `form_run_too_large` or
    `form_run_broken`.
    """
    act, laid = sent_files.received(actor, run_id, turn, act, files)
    with transaction.atomic():
        run, draft = _locked(actor, run_id)
        form, kept = selectors.loaded_of(run).form, selectors.kept_of(run, draft)
        sent = _digest(turn, act)
        if turn == draft.turn - 1 and sent == bytes(draft.last):
            return Taken(running.resumed(form, kept), kept)
        if turn != draft.turn:
            raise MoeliError(FormError.ANOTHER_TAB)
        act = replace(act, files=attaching.registered(actor, laid))
        taken = running.taken(form, _timed(kept, draft, act.step), act)
        draft.turn, draft.last = turn + 1, sent
        _keep(run, draft, taken)
        unfinished.forget(actor, run.id)
        if laid or sent_files.takes_away(act):
            attaching.forget_unnamed(run, sent_files.values(taken))
        return taken


def pause(*, actor: Actor, run_id: UUID, turn: int, act: Act) -> None:
    """Keep what stands on the page, answered or not, and leave the run for later.

    A file that was chosen and not sent yet is not kept: leaving must be fast. From an earlier turn
    it keeps nothing and leaves all the same: whoever must hide a page fast is not stopped. Raises
    MoeliError `absent` or `form_run_ended`.
    """
    with transaction.atomic():
        run, draft = _locked(actor, run_id)
        if turn == draft.turn:
            form, kept = selectors.loaded_of(run).form, selectors.kept_of(run, draft)
            taken = running.taken(form, _timed(kept, draft, act.step), act)
            draft.turn, draft.last = turn + 1, _digest(turn, act)
            draft.paused_at = clock.now()
            _keep(run, draft, taken)
            unfinished.forget(actor, run.id)


def resume(*, actor: Actor, run_id: UUID) -> Run:
    """Go on with a run that was left; the pause is noted. Raises as `pause`."""
    with transaction.atomic():
        run, draft = _locked(actor, run_id)
        now = clock.now()
        kept = selectors.kept_of(run, draft).paused(draft.paused_at or draft.saved_at, now)
        draft.paused_at, draft.saved_at = None, now
        draft.sealed = _sealed(run, kept)
        draft.save()
    return run


def finish(*, actor: Actor, run_id: UUID, turn: int) -> Run:
    """Submit the answers: sealed by the scope of the form, and no longer changed.

    Sent twice, it is finished once. Raises MoeliError `absent`, `form_unfinished`,
    `form_another_tab` or `form_run_ended` (abandoned meanwhile).
    """
    with transaction.atomic():
        run = _own(actor, Run.objects.select_for_update().filter(id=run_id).first())
        if run.finished_at:
            return run
        run, draft = _locked(actor, run_id)
        if turn != draft.turn:
            raise MoeliError(FormError.ANOTHER_TAB)
        kept = selectors.kept_of(run, draft)
        session = running.resumed(selectors.loaded_of(run).form, kept)
        if not session.finished or session.problems():
            raise MoeliError(FormError.UNFINISHED)
        attaching.forget_unnamed(run, session.values().values())
        sealed = keyring.seal(answers_binding(run), _timed(kept, draft, "end").to_bytes())
        body = {"seconds": kept.seconds, "answers": b64encode(sealed).decode()}
        _record("form.run_finished", actor, run, body)
    return Run.objects.get(id=run_id)


def abandon(*, actor: Actor, run_id: UUID) -> Run:
    """End a run without answers: what was typed is gone for good, with its key.

    Raises MoeliError `absent` or `form_run_ended`.
    """
    with transaction.atomic():
        run, _draft = _locked(actor, run_id)
        _record("form.run_abandoned", actor, run, {})
        attaching.forget_all(run)
        unfinished.forget(actor, run.id)
        keyring.shred(subject=key_subject(run), scope=run.scope)
    return Run.objects.get(id=run_id)


def _begun(actor: Actor, edition: Edition, key: UUID, place: str, kept: Kept) -> Run:
    run_id, now = uuid7(), clock.now()
    body = {
        "form": edition.form,
        "title": edition.title,
        "edition": str(edition.id),
        "number": edition.number,
        "sha256": edition.sha256,
        "scope": edition.scope,
        "idempotency_key": str(key),
    }
    if Run.objects.filter(idempotency_key=key).exists():
        raise IntegrityError
    entry = NewEntry(
        verb="form.run_begun", actor=actor.id, subject=str(run_id), place=place, body=body
    )
    record(entry)
    run = Run.objects.get(id=run_id)
    Draft.objects.create(run=run, sealed=_sealed(run, kept), saved_at=now)
    return run


def _record(verb: str, actor: Actor, run: Run, body: dict[str, object]) -> None:
    entry = NewEntry(verb=verb, actor=actor.id, subject=str(run.id), place=run.place, body=body)
    record(entry)


def _locked(actor: Actor, run_id: UUID) -> tuple[Run, Draft]:
    run = _own(actor, Run.objects.select_for_update().filter(id=run_id).first())
    draft = Draft.objects.filter(run=run).first()
    if run.finished_at or run.abandoned_at or draft is None:
        raise MoeliError(FormError.ENDED)
    return run, draft


def _own(actor: Actor, run: Run | None) -> Run:
    """A run belongs to who began it, as long as she may run forms there."""
    if run is None or run.begun_by != actor.id or not actor.may(RUNNING.action, run.place):
        raise absent()
    return run


def _keep(run: Run, draft: Draft, taken: Taken) -> None:
    behind, steps = taken.session.progress()
    draft.behind, draft.steps = max(draft.behind, behind), steps
    draft.saved_at = clock.now()
    draft.sealed = _sealed(run, taken.kept)
    draft.save()


def _sealed(run: Run, kept: Kept) -> bytes:
    plain = kept.to_bytes()
    if len(plain) > LARGEST:
        raise MoeliError(FormError.TOO_LARGE)
    return keyring.seal(draft_binding(run), plain)


def _timed(kept: Kept, draft: Draft, step: str) -> Kept:
    since, now = draft.paused_at or draft.saved_at, clock.now()
    return kept.paused(since, now) if _was_away(draft, now) else kept.timed(step, since, now)


def _was_away(draft: Draft, now: datetime) -> bool:
    return draft.paused_at is not None or now - draft.saved_at > _LONGEST_STEP


def _digest(turn: int, act: Act) -> bytes:
    told = [turn, act.step, act.move, act.value, list(act.shown)]
    given = sorted((path, list(words)) for path, words in act.given.items())
    return hashlib.sha256(json.dumps([told, given]).encode()).digest()


def _known(language: str, languages: tuple[str, ...]) -> str | None:
    return language if language in languages else None
