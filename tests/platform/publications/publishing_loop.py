"""A process of its own that publishes until it is killed, and one that looks what is left.

`python -m tests.platform.publications.publishing_loop publish` prints a line for each version
once it is committed; `… look` prints what the database holds as JSON.
"""

import json
import sys
from itertools import pairwise

import django


def say(line: str) -> None:
    """One line, at once: whoever reads it may rely on it."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def publish() -> None:
    """Publish for ever, each version with another figure."""
    from tests import publishing
    from tests.platform.publications.tables import table

    stager, second = publishing.acting(), publishing.acting()
    number = 0
    while True:
        minutes = 30 + number % 200
        made = publishing.published(stager, second, table(minutes, number % 90), override="Stated")
        say(f"{made.number} {made.content_id}")
        number += 1


def look() -> None:
    """The versions, whether their chain and the journal verify, and what stands half-done."""
    from moeli.platform.approvals.models import Approval
    from moeli.platform.journal.models import Entry
    from moeli.platform.journal.verify import verify
    from moeli.platform.publications import selectors
    from moeli.platform.publications.models import Channel, Staged, Version
    from tests import publishing

    versions = list(Version.objects.order_by("number"))
    newest = versions[-1]
    told = {
        "versions": [[each.number, each.content_id] for each in versions],
        "linked": all(
            bytes(after.previous) == before.statement().digest()
            for before, after in pairwise(versions)
        ),
        "signed": all(
            each.statement().signed_by(bytes(each.public_key), bytes(each.signature))
            for each in versions
        ),
        "readable": all(selectors.content(each) for each in versions),
        "head": Channel.objects.get(code=publishing.CHANNEL).number,
        "used": Approval.objects.exclude(used_at=None).count(),
        "published": Staged.objects.exclude(published_as=None).count(),
        "entries": Entry.objects.filter(verb="publication.published").count(),
        "in_force": selectors.in_force(publishing.CHANNEL, newest.effective_from) == newest,
        "journal": verify().sound,
    }
    say(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    {"publish": publish, "look": look}[sys.argv[1]]()
