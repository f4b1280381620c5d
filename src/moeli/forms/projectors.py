"""The rows that the verbs of runs stand for; applied again, they change nothing.

At headquarters a post's run has its facts and its envelope, which only the post can open.
Editions follow the versions of their channels, in the transaction that publishes or receives them.
"""

from base64 import b64decode
from uuid import UUID

from moeli.forms.editions import channel
from moeli.forms.editions.reading import read_as
from moeli.forms.models import Draft, Edition, Run
from moeli.forms.sealing import xform_binding
from moeli.platform import node
from moeli.platform.approvals.models import Approval
from moeli.platform.keyring import services as keyring
from moeli.platform.publications import selectors as publications
from moeli.platform.publications.models import Staged, Version
from moeli.platform.room import Recorded

_MOST_TITLE = 200


def edition_published(recorded: Recorded) -> None:
    """The edition that a version of a form's channel is."""
    prefix, _dot, form = recorded.body["channel"].partition(".")
    here = recorded.node == node.current().id
    if prefix != channel.PREFIX or not here or _is_known(recorded):
        return
    version = Version.objects.get(id=UUID(recorded.subject))
    row = _edition_of(version, form)
    if recorded.body.get("staged"):
        row.staged_by = Staged.objects.get(id=UUID(recorded.body["staged"])).staged_by
        approval = Approval.objects.with_voices().get(id=UUID(recorded.body["approval"]))
        row.approved_by = [voice.person for voice in approval.voices.all()]
    row.save(force_insert=True)


def _is_known(recorded: Recorded) -> bool:
    return Edition.objects.filter(id=UUID(recorded.subject)).exists()


def _edition_of(version: Version, form: str) -> Edition:
    read = read_as(version.content_id, lambda: publications.content(version))
    row = Edition(
        id=version.id,
        form=form,
        number=version.number,
        title=(read.runnable.title or form)[:_MOST_TITLE],
        version=read.runnable.version[:60],
        languages=list(read.runnable.languages),
        scope=read.scope,
        questions=len(read.runnable.controls),
        sha256=version.content_id,
        effective_from=version.effective_from,
        published_at=version.published_at,
        restores=version.restores,
        asked_on=read.asked_on,
    )
    row.xform = keyring.seal(xform_binding(row), read.xform)
    return row


def run_begun(recorded: Recorded) -> None:
    """The run, with nothing answered yet."""
    body = recorded.body
    Run.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "node": recorded.node,
            "place": recorded.place,
            "form": body["form"],
            "title": body["title"],
            "edition": UUID(body["edition"]),
            "number": body["number"],
            "sha256": body["sha256"],
            "scope": body["scope"],
            "begun_by": recorded.actor,
            "begun_at": recorded.occurred_at,
            "idempotency_key": UUID(body["idempotency_key"]),
        },
    )


def run_received(recorded: Recorded) -> None:
    """The whole run of a phone: begun and finished, for this house, when it came."""
    body = recorded.body
    Run.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "node": recorded.node,
            "place": recorded.place,
            "form": body["form"],
            "title": body["title"],
            "edition": UUID(body["edition"]),
            "number": body["number"],
            "sha256": body["sha256"],
            "scope": body["scope"],
            "begun_by": body["person"],
            "begun_at": recorded.occurred_at,
            "finished_at": recorded.occurred_at,
            "seconds": body["seconds"],
            "how": "phone",
            "answers": b64decode(body["answers"]),
            "idempotency_key": UUID(recorded.subject),
        },
    )


def run_finished(recorded: Recorded) -> None:
    """The end of a run with its answers; the first end holds."""
    ended = (
        Run.objects.open()
        .filter(id=UUID(recorded.subject))
        .update(
            finished_at=recorded.occurred_at,
            seconds=recorded.body["seconds"],
            answers=b64decode(recorded.body["answers"]),
        )
    )
    _forget(recorded, ended)


def run_abandoned(recorded: Recorded) -> None:
    """The end of a run without answers; the first end holds."""
    ended = Run.objects.open().filter(id=UUID(recorded.subject))
    _forget(recorded, ended.update(abandoned_at=recorded.occurred_at))


def _forget(recorded: Recorded, ended: int) -> None:
    if ended:
        Draft.objects.filter(run_id=UUID(recorded.subject)).delete()
