"""Publishes for tests that need something published: staged, approved by another, signed."""

from datetime import date

from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.approvals import services as approvals
from moeli.platform.approvals.models import Approval
from moeli.platform.publications import services
from moeli.platform.publications.models import Staged, Version
from tests.platform.publications.tables import table
from tests.signing_in import person

CHANNEL = "rules.desk"


def acting(role: str = "immigration_hq", place: str = "") -> Actor:
    """A person with an account and one role."""
    return actor_of(person(role, place), clock.now())


def uploads(count: int) -> list[Staged]:
    """Uploads of one person, each with its own figure."""
    stager = acting()
    return [
        services.stage(actor=stager, channel=CHANNEL, content=table(30 + number))
        for number in range(count)
    ]


def asked(count: int) -> list[Approval]:
    """Uploads, each asked for by the person who staged it."""
    stager = acting()
    made = [
        services.stage(actor=stager, channel=CHANNEL, content=table(30 + number))
        for number in range(count)
    ]
    return [
        services.propose(actor=stager, staged_id=each.id, motive="Fictitious order 4/2026")
        for each in made
    ]


def versions(count: int) -> list[Version]:
    """Versions one after another, the oldest first."""
    stager, second = acting(), acting()
    return [published(stager, second, table(30 + number)) for number in range(count)]


def published(
    stager: Actor,
    second: Actor,
    content: bytes,
    day: date | None = None,
    override: str = "",
    channel: str = CHANNEL,
) -> Version:
    """One version: staged and asked for by one person, approved by another."""
    staged = services.stage(actor=stager, channel=channel, content=content, effective_from=day)
    asked_for = services.propose(
        actor=stager,
        staged_id=staged.id,
        motive="Fictitious order 4/2026",
        override=override,
    )
    approvals.grant(actor=second, approval_id=asked_for.id)
    return services.publish(actor=stager, staged_id=staged.id, approval_id=asked_for.id)
