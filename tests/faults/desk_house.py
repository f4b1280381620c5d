"""A process in the house of a test: it furnishes it, counts what it holds, or loses a row."""

import json
import sys
from collections import Counter
from dataclasses import asdict

import django

django.setup()

from django.db import transaction  # noqa: E402 -- Django must be set up

from moeli.crossings.models import Crossing, Decision, Inspection  # noqa: E402 -- the same
from moeli.crossings.outcomes import Outcome  # noqa: E402 -- the same
from moeli.demo.officers import seat  # noqa: E402 -- the same
from moeli.platform.journal.models import Entry  # noqa: E402 -- the same
from moeli.platform.journal.verify import verify  # noqa: E402 -- the same


def furnish(officers: str) -> object:
    """Keys, officers with their booths."""
    return [asdict(each) for each in seat("MSB", int(officers))]


def count(_none: str = "") -> object:
    """What is kept, and what of it stands alone."""
    keys = Decision.objects.values_list("idempotency_key", flat=True)
    people = Decision.objects.values_list("inspection__document_hash", flat=True)
    return {
        "kept": [str(each) for each in keys],
        "half": [*_without_crossing(), *_entries_beside_rows()],
        "doubled": [who.hex() for who, times in Counter(map(bytes, people)).items() if times > 1],
        "broken": [finding.code for finding in verify().findings],
    }


def lose(key: str) -> object:
    """What is kept after what a disk would do that lied: a decision is gone, its entry is there."""
    with transaction.atomic():
        Crossing.objects.filter(decision__idempotency_key=key).delete()
        Decision.objects.filter(idempotency_key=key).delete()
    return count()


def _without_crossing() -> list[str]:
    crosses = [each.value for each in Outcome if each.crosses]
    lacking = Decision.objects.filter(outcome__in=crosses, crossing=None)
    return [f"decision without crossing {each.id}" for each in lacking]


def _entries_beside_rows() -> list[str]:
    """Each row has its one entry, and each entry its row."""
    found = []
    for verb, model in (("inspection.opened", Inspection), ("decision.made", Decision)):
        told = Counter(Entry.objects.filter(verb=verb).values_list("subject", flat=True))
        rows = Counter(str(each) for each in model.objects.values_list("id", flat=True))
        found += [f"{verb} {subject}" for subject in (told - rows) + (rows - told)]
    return found


ACTS = {"furnish": furnish, "count": count, "lose": lose}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(ACTS[sys.argv[1]](*sys.argv[2:])))
