"""A published form, people who run it, and the hour at which they do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from moeli.forms import services
from moeli.forms.models import Edition, Run
from moeli.forms.running import Act, Taken
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.approvals import services as approvals
from moeli.platform.ids import uuid7
from moeli.platform.publications import services as publications
from tests.forms.sheets import sheets
from tests.publishing import acting

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Publish = Callable[..., Edition]
Step = Callable[..., Taken]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_still(NOW):
        yield


@pytest.fixture
def author(db: None) -> Actor:
    return acting("immigration_hq")


@pytest.fixture
def second(db: None) -> Actor:
    return acting("immigration_hq")


@pytest.fixture
def officer(db: None) -> Actor:
    return replace(acting("primary_officer", "MSB"), place="MSB")


@pytest.fixture
def supervisor(db: None) -> Actor:
    return replace(acting("shift_supervisor", "MSB"), place="MSB")


@pytest.fixture
def publish(author: Actor, second: Actor) -> Publish:
    """Upload, ask, have a second person approve, publish."""

    def published(content: bytes | None = None, day: date | None = None) -> Edition:
        content = sheets() if content is None else content
        staged = services.upload(actor=author, content=content, effective_from=day)
        asked = publications.propose(actor=author, staged_id=staged.id, motive="Fictitious")
        approvals.grant(actor=second, approval_id=asked.id)
        version = publications.publish(actor=author, staged_id=staged.id, approval_id=asked.id)
        return Edition.objects.get(id=version.id)

    return published


def begun(actor: Actor, form: str = "few", language: str = "", key: UUID | None = None) -> Run:
    """A run at the person's post."""
    return services.begin(
        actor=actor,
        form=form,
        idempotency_key=key or uuid7(),
        place=actor.place,
        language=language,
    )


def send(actor: Actor, run: Run, step: str, turn: int, **given: object) -> Taken:
    """One question answered: `given` has `answer` (text or texts) and `move`."""
    words = given.get("answer", "")
    texts = (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type]
    act = Act(step, str(given.get("move", "next")), (step,), {step: texts})
    return services.answer(actor=actor, run_id=run.id, turn=turn, act=act)


def answered(actor: Actor, run: Run, name: str = "Lineo", age: str = "17") -> None:
    """Everything that `few` asks of somebody of that age, up to the review."""
    send(actor, run, "/data/name", 0, answer=name)
    send(actor, run, "/data/age", 1, answer=age)
