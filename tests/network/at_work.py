"""The process at a site: it settles, works at the desk, carries, tells what its database holds.

It reads one act a line, as JSON: ["desk", "5"]; and answers each with a line of JSON. What the
house refuses is answered with its code.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moeli.config.settings.dev")


def settle(role: str, port: str = "") -> str:
    """Make the node and the database."""
    from moeli.platform import node

    made = node.load_or_make(Path(os.environ["MOELI_HOME"]), role=node.Role(role), port=port)
    _open()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return str(made.id)


def desk(count: str, start: str = "0", days: str = "0") -> dict[str, int]:
    """Open and decide inspections of `count` fictitious travellers, by a clock wrong by days."""
    _open()
    from moeli.platform import clock, node

    moment = clock.now() + timedelta(days=float(days))
    with clock.standing_still(moment):
        for number in range(int(start), int(start) + int(count)):
            _traveller(node.current().port or "MSB", number)
    return rows()


def crowd(count: str) -> int:
    """Many travellers at once, at eight desks."""
    _open()
    from django.db import transaction

    with transaction.atomic():
        for number in range(int(count)):
            _traveller("MSB", number, f"Desk {number % 8}")
    return int(count)


def effects(last: str) -> list[int]:
    """How many inspections and decisions the chain holds up to entry `last`."""
    _open()
    from moeli.platform import node
    from moeli.platform.journal.models import Entry

    ours = Entry.objects.filter(node=node.current().id, sequence__lte=int(last))
    return [ours.filter(verb=verb).count() for verb in ("inspection.opened", "decision.made")]


def cursor() -> list[int]:
    """Of the post's chain: entries kept, the cursor, inspections and decisions applied."""
    _open()
    from moeli.network.models import Peer
    from moeli.platform.journal.models import Entry

    peer, found = Peer.objects.posts().get(), rows()
    kept = Entry.objects.filter(node=peer.node).count()
    return [kept, peer.sequence, found["Inspection"], found["Decision"]]


def rows() -> dict[str, int]:
    """How many rows there are of what travels."""
    _open()
    from django.apps import apps

    names = ("journal.Entry", "crossings.Inspection", "crossings.Decision", "crossings.Crossing")
    names += ("access.User", "access.Booth", "screening.ListedDocument", "network.Quarantined")
    return {name.split(".")[1]: apps.get_model(f"moeli_{name}").objects.count() for name in names}


def crossings() -> list[list[str]]:
    """Each inspection with its decision, in the order of the post's chain."""
    _open()
    from moeli.crossings.models import Inspection

    found = Inspection.objects.select_related("decision").order_by("id")
    return [[str(each.id), each.place, _outcome(each)] for each in found]


def history(number: str) -> int:
    """How many inspections this node finds for a traveller's document, by its own index key."""
    _open()
    from moeli.crossings.documents import document_hash
    from moeli.crossings.models import Inspection

    return Inspection.objects.of_document(document_hash("ZAF", _number(int(number)))).count()


def headquarters(count: str = "1") -> dict[str, int]:
    """Open accounts and list documents, as headquarters does."""
    _open()
    from moeli.platform import clock
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM
    from moeli.screening.services import NewListing, list_document

    for number in range(int(count)):
        person = services.add_person(
            actor=SYSTEM,
            username=f"officer.{number}",
            name="Lineo Fictional",
            agency="immigration",
            password="a long river of words",
        )
        services.grant_role(
            actor=SYSTEM,
            person_id=person.id,
            role="primary_officer",
            place="MSB",
            first_day=clock.today(),
        )
        list_document(
            actor=SYSTEM,
            listing=NewListing(
                issuing_state="ZAF",
                document_number=_number(number),
                kind="lost_or_stolen",
                instruction="call_supervisor",
                source="Fictitious report",
                listed_from=date(2026, 1, 1),
            ),
        )
    return rows()


def publish(count: str) -> list[str]:
    """Publish versions of the desk's rules, each approved by a second person."""
    _open()
    from tests.publishing import versions

    return [str(each) for each in versions(int(count))]


def in_force() -> list[str]:
    """The published versions that this node has, in their order."""
    _open()
    from moeli.platform.publications.models import Version

    return [str(each) for each in Version.objects.order_by("channel", "number")]


def received() -> int:
    """How many versions posts have told that they received."""
    _open()
    from moeli.platform.publications.models import Reception

    return Reception.objects.count()


def booth() -> dict[str, int]:
    """Enrol a booth here."""
    _open()
    from moeli.platform.access import services
    from moeli.platform.access.actor import SYSTEM

    link = services.invite_booth(actor=SYSTEM, place="MSB", name="Desk 1")
    services.enrol_booth(actor=SYSTEM, token=link.token)
    return rows()


def card() -> list[str]:
    """This node's card and its fingerprint."""
    _open()
    from moeli.network.services import own_card

    shown, text = own_card()
    return [text, shown.fingerprint]


def believe(text: str, fingerprint: str) -> int:
    """Admit the node of a card; its epoch."""
    _open()
    from moeli.network.services import admit
    from moeli.platform.access.actor import SYSTEM

    return admit(actor=SYSTEM, text=text, fingerprint=fingerprint).epoch


def peers() -> str:
    """How the other nodes stand, in lines."""
    _open()
    from moeli.network import selectors
    from moeli.network.presenters import standing_line
    from moeli.platform import clock
    from moeli.platform.access.actor import SYSTEM

    return "\n".join(standing_line(each, clock.now()) for each in selectors.standings(SYSTEM))


def take(path: str, days: str = "0") -> list[int]:
    """Import a file by a clock wrong by days; how many entries were new, applied, held back."""
    _open()
    from moeli.network import services
    from moeli.platform import clock
    from moeli.platform.access.actor import SYSTEM

    with clock.standing_still(clock.now() + timedelta(days=float(days))):
        taken = list(services.import_file(actor=SYSTEM, path=Path(path)))
    return [sum(getattr(each, of) for each in taken) for of in ("new", "applied", "quarantined")]


def give(path: str, days: str = "0") -> int:
    """Export to a file by a clock wrong by days; how many entries."""
    _open()
    from moeli.network import selectors, services
    from moeli.platform import clock
    from moeli.platform.access.actor import SYSTEM

    with clock.standing_still(clock.now() + timedelta(days=float(days))):
        [peer] = selectors.recipients()
        return services.export(actor=SYSTEM, peer=peer, path=Path(path)).entries


def verify() -> list[str]:
    """What the verification of all chains finds."""
    _open()
    from moeli.network import selectors
    from moeli.platform.journal.verify import verify as own
    from moeli.platform.journal.verify import verify_imported

    found = [each.text for each in own().findings]
    for end in selectors.imported_chains():
        report = verify_imported(end, lambda end=end: end.sequence)
        found += [each.text for each in report.findings]
    return found


def order() -> list[list[object]]:
    """The desk's entries of the post in the order of its chain."""
    _open()
    from moeli.platform.journal.models import Entry

    desk = Entry.objects.filter(verb__in=["inspection.opened", "decision.made"]).in_order()
    return [list(row) for row in desk.values_list("epoch", "sequence", "id")]


def open_keys(path: str) -> list[str]:
    """Whether the sealed data keys of each batch of a file open with the keys that lie here."""
    _open()
    from moeli.network import keys
    from moeli.network.wire import frames, payload
    from moeli.network.wire.statement import from_bytes, keys_context
    from moeli.platform.errors import MoeliError

    answers = []
    with Path(path).open("rb") as file:
        for frame in frames.read(file):
            told = from_bytes(frame.statement)
            sealed = payload.from_bytes(frame.payload, told.node, told.epoch).keys
            try:
                answers.append("opened" if keys.opened(keys_context(told), sealed) else "none")
            except MoeliError:
                answers.append("closed")
    return answers


def _traveller(place: str, number: int, desk: str = "Desk 1") -> None:
    from moeli.crossings.outcomes import Direction, Outcome
    from moeli.crossings.services import decide, open_inspection
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.ids import uuid7

    inspection = open_inspection(
        actor=SYSTEM,
        place=place,
        desk=desk,
        direction=Direction.ENTRY,
        zone=zone(number),
        reason="primary",
    )
    decide(
        actor=SYSTEM,
        inspection_id=inspection.id,
        outcome=Outcome.ADMITTED,
        idempotency_key=uuid7(),
    )


def zone(number: int) -> str:
    """The zone of a fictitious passport."""
    from moeli.standards import icao9303

    lines = icao9303.build(
        format="TD3",
        document_code="P",
        issuing_state="ZAF",
        document_number=_number(number),
        primary_identifier="FICTIONAL",
        secondary_identifier="LINEO",
        nationality="ZAF",
        birth_date=date(1990, 1, 1),
        sex="F",
        expiry_date=date(2031, 1, 1),
    )
    return "\n".join(lines)


def _number(number: int) -> str:
    return f"M{number:08}"


def _outcome(inspection: Any) -> str:
    return str(inspection.decision.outcome) if hasattr(inspection, "decision") else ""


def _open() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


ACTS: dict[str, Callable[..., Any]] = {
    name: act
    for name, act in list(globals().items())
    if callable(act) and not name.startswith("_") and getattr(act, "__module__", "") == __name__
}


def answered(words: list[str]) -> Any:
    """What the act answers, or the code with which it is refused."""
    from moeli.platform.errors import MoeliError

    try:
        return ACTS[words[0]](*words[1:])
    except MoeliError as error:
        return {"refused": error.code}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answered(json.loads(line)), default=str) + "\n")
        sys.stdout.flush()
