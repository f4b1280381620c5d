"""Who may see what of forms. The answers of a finished run are read only with an entry first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from moeli.forms import rules, running
from moeli.forms.editions import loading, package
from moeli.forms.editions.channel import PREFIX, any_kind
from moeli.forms.editions.difference import difference
from moeli.forms.editions.loading import Loaded
from moeli.forms.editions.media import Media
from moeli.forms.editions.reading import Edition as Read
from moeli.forms.editions.reading import read, read_as
from moeli.forms.errors import FormError
from moeli.forms.kept import Kept
from moeli.forms.models import Draft, Edition, Run
from moeli.forms.policies import AUTHORING, READING, RUNNING
from moeli.forms.sealing import answers_binding, draft_binding, xform_binding
from moeli.platform import clock, node
from moeli.platform.access.actor import Actor
from moeli.platform.access.models import User
from moeli.platform.access.policy import require
from moeli.platform.errors import MoeliError, absent
from moeli.platform.journal.services import reading
from moeli.platform.keyring import services as keyring
from moeli.platform.publications import judging
from moeli.platform.publications import selectors as publications
from moeli.platform.publications.models import Staged
from moeli.platform.room import PublicationChange, PublicationProblem
from moeli.standards import xforms

SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that goes on: its row, what is kept of it, and the engine's session at its step."""

    row: Run
    draft: Draft
    loaded: Loaded
    kept: Kept
    session: xforms.Session


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run with its answers open."""

    row: Run
    loaded: Loaded
    kept: Kept
    session: xforms.Session
    runner: str


# Editions.


def edition_in_force(form: str, day: date) -> Edition | None:
    """The edition of a form that holds on a day; None before the first."""
    return Edition.objects.filter(form=form).in_force(day).first()


def editions_in_force(actor: Actor) -> list[Edition]:
    """Of each form the edition in force today, by its title. Raises MoeliError `absent`."""
    if not (actor.may(RUNNING.action) or actor.may(AUTHORING.action)):
        raise absent()
    return sorted(_tops(Edition.objects.in_force(clock.today())), key=lambda each: each.title)


def editions_for_pages(actor: Actor) -> list[Edition]:
    """Those of them that pages can ask. Raises MoeliError `absent`."""
    return [each for each in editions_in_force(actor) if not each.asked_on]


def xform_of(row: Edition) -> bytes:
    """The XForm of an edition, as a phone downloads it."""
    return keyring.unseal(xform_binding(row), bytes(row.xform))


def beside(row: Edition) -> dict[str, bytes]:
    """Every file that a phone needs beside the XForm: pictures, sounds, lists; by name."""
    content = _content(row)
    opened = package.opened(content)
    found = {name: package.media_of(content, name) for name in opened.media}
    return found | dict(opened.lists)


def editions(actor: Actor, form: str = "") -> list[Edition]:
    """All editions, or all of one form, the newest of each on top. Raises MoeliError `absent`."""
    require(actor, AUTHORING.action)
    rows = Edition.objects.filter(form=form) if form else Edition.objects.all()
    return list(rows.order_by("form", "-number").defer("xform")[: SHOWN * 4])


def edition(actor: Actor, edition_id: UUID) -> Edition:
    """One edition, for those who author or run forms. Raises MoeliError `absent`."""
    found = Edition.objects.filter(id=edition_id).defer("xform").first()
    if found is None or not (actor.may(RUNNING.action) or actor.may(AUTHORING.action)):
        raise absent()
    return found


def edition_before(row: Edition) -> Edition | None:
    """The edition that came before this one."""
    earlier = Edition.objects.filter(form=row.form, number__lt=row.number)
    return earlier.order_by("-number").first()


def change_notice(actor: Actor, row: Edition) -> list[PublicationChange]:
    """What this edition changed of the one before it. Raises MoeliError `absent`."""
    require(actor, AUTHORING.action)
    before = edition_before(row)
    return list(difference(_content(before) if before else b"", _content(row)))


def loaded(row: Edition) -> Loaded:
    """The form of an edition as runs need it."""
    return loading.loaded(row.id, lambda: xform_of(row), lambda: _content(row))


def media(row: Edition, name: str) -> tuple[Media, bytes]:
    """A picture or sound of an edition. Raises MoeliError `absent` for another name."""
    found = _one(loaded(row).media, name)
    return found, package.media_of(_content(row), name)


def uploads(actor: Actor) -> list[Staged]:
    """Uploads of forms that wait, for those who may look at them."""
    require(actor, AUTHORING.action)
    return [row for row in publications.waiting(actor) if row.channel.startswith(f"{PREFIX}.")]


def upload(actor: Actor, staged_id: UUID) -> tuple[Staged, Read]:
    """An upload with what is in it. Raises MoeliError `absent`, also for what is no form."""
    row = publications.staged(actor, staged_id)
    if not row.channel.startswith(f"{PREFIX}.") or row.content_id is None:
        raise absent()
    content_id = row.content_id
    return row, read_as(content_id, lambda: publications.staged_content(row))


def upload_media(actor: Actor, staged_id: UUID, name: str) -> tuple[Media, bytes]:
    """A picture or sound of an upload. Raises MoeliError `absent`."""
    row, read_there = upload(actor, staged_id)
    found = _one(read_there.media, name)
    return found, package.media_of(publications.staged_content(row), name)


def unsound(actor: Actor, content: bytes) -> tuple[list[PublicationProblem], Read | None]:
    """Why a form cannot be staged, and what of it could be read; nothing for a sound one.

    It takes no longer than the channel allows. Raises MoeliError `absent`.
    """
    require(actor, AUTHORING.action)
    problems = judging.problems(any_kind(), content, clock.today())
    if not problems:
        return [], None
    judged = {"too_large", "empty", "too_slow", "busy"} & {each.code for each in problems}
    return problems, None if judged else read(content)


# Runs.


def open_runs(actor: Actor) -> list[tuple[Run, Draft]]:
    """Her runs that go on or were left, the latest touched on top."""
    drafts = Draft.objects.filter(run__in=Run.objects.open().filter(begun_by=actor.id))
    found = drafts.filter(RUNNING.rows(actor, "run__")).select_related("run").defer("sealed")
    return [(draft.run, draft) for draft in found.order_by("-saved_at")[:SHOWN]]


def finished_runs(actor: Actor) -> list[Run]:
    """Finished runs that she may read, the latest on top; what was answered is not told here."""
    day = clock.today()
    open_to_others = [code for code in rules.scopes() if rules.read_by_others(code, day)]
    hers = Q(begun_by=actor.id) & RUNNING.rows(actor)
    others = READING.rows(actor) & Q(scope__in=open_to_others)
    rows = Run.objects.finished().filter(hers | others)
    return list(rows.defer("answers")[:SHOWN])


def open_run(actor: Actor, run_id: UUID, ordinal: int | None = None) -> OpenRun:
    """Her run at the step where it was left, or at an earlier one by its place in the walk.

    Half-done work is no record, so looking at it is no entry. Raises MoeliError `absent`,
    `form_run_ended` or `form_run_broken`.
    """
    row = Run.objects.filter(id=run_id, begun_by=actor.id).first()
    if row is None or not actor.may(RUNNING.action, row.place):
        raise absent()
    draft = Draft.objects.filter(run=row).first()
    if draft is None:
        raise MoeliError(FormError.ENDED)
    form, kept = loaded_of(row), kept_of(row, draft)
    session = running.resumed(form.form, kept)
    if ordinal is not None:
        running.step_of(session, ordinal, draft.behind)
    return OpenRun(row, draft, form, kept, session)


def ended_run(actor: Actor, run_id: UUID) -> Run:
    """The facts of one of her own runs, whatever became of it. Raises MoeliError `absent`."""
    row = Run.objects.filter(id=run_id, begun_by=actor.id).defer("answers").first()
    if row is None or not actor.may(RUNNING.action, row.place):
        raise absent()
    return row


def finished_run(actor: Actor, run_id: UUID) -> FinishedRun:
    """A finished run with its answers (journaled first).

    Raises MoeliError `absent`, also to others where the scope leaves reading to who asked, or
    `form_run_elsewhere`.
    """
    row = readable_run(actor, run_id)
    if row.node != node.current().id:
        raise MoeliError(FormError.ELSEWHERE)
    with reading(actor=actor, purpose="form:answers", ids=[row.id], place=row.place):
        kept = Kept.from_bytes(keyring.unseal(answers_binding(row), bytes(row.answers)))
    form = loaded_of(row)
    runner = names([row.begun_by]).get(row.begun_by, "")
    return FinishedRun(row, form, kept, running.resumed(form.form, kept), runner)


def readable_run(actor: Actor, run_id: UUID) -> Run:
    """A finished run whose answers she may read; nothing of them is open yet. Raises `absent`."""
    row = Run.objects.finished().filter(id=run_id).first()
    if row is None or not may_read(actor, row):
        raise absent()
    return row


def run_media(actor: Actor, run_id: UUID, name: str) -> tuple[Media, bytes]:
    """A picture or sound of the form of her own open run. Raises MoeliError `absent`."""
    row = ended_run(actor, run_id)
    return media(Edition.objects.defer("xform").get(id=row.edition), name)


def loaded_of(row: Run) -> Loaded:
    """The form of the edition that a run keeps."""
    return loaded(Edition.objects.defer("xform").get(id=row.edition))


def newer_than(row: Run) -> bool:
    """Whether another edition is in force meanwhile; the run ends under the one it began with."""
    now = edition_in_force(row.form, clock.today())
    return now is not None and now.sha256 != row.sha256


def kept_of(row: Run, draft: Draft) -> Kept:
    """What is kept of an open run."""
    return Kept.from_bytes(keyring.unseal(draft_binding(row), bytes(draft.sealed)))


def names(ids: Iterable[str]) -> dict[str, str]:
    """Names of our own staff; whoever has no account here stays without."""
    people = {UUID(id) for id in ids if _is_uuid(id)}
    return {str(key): user.name for key, user in User.objects.in_bulk(people).items()}


def may_read(actor: Actor, row: Run) -> bool:
    """Whether she may read the answers of a finished run: her own, or by place and scope."""
    if row.begun_by == actor.id and actor.may(RUNNING.action, row.place):
        return True
    day = clock.legal_day(row.begun_at)
    return READING.may(actor, row) and rules.read_by_others(row.scope, day)


def _content(row: Edition) -> bytes:
    return publications.content(publications.version_of(row.id))


def _one(there: Mapping[str, Media], name: str) -> Media:
    found = there.get(name)
    if found is None:
        raise absent()
    return found


def _tops(rows: Iterable[Edition]) -> list[Edition]:
    found: dict[str, Edition] = {}
    for row in rows:
        found.setdefault(row.form, row)
    return list(found.values())


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
