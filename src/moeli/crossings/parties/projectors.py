"""The rows that the verbs of parties stand for; applied again, they change nothing."""

import json
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from moeli.crossings.models import Inspection
from moeli.crossings.parties import rules
from moeli.crossings.parties.models import ConsentPaper, Party, PartyList, PartyMember
from moeli.crossings.parties.sealing import zones_binding
from moeli.platform import node
from moeli.platform.keyring import services as keyring
from moeli.platform.room import Recorded


def party_begun(recorded: Recorded) -> None:
    """The party, still empty."""
    key = recorded.body.get("begun_key")
    Party.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "desk": recorded.body["desk"],
            "officer": recorded.actor,
            "direction": recorded.body["direction"],
            "begun_at": recorded.occurred_at,
            "begun_key": UUID(key) if key else None,
        },
    )


def member_added(recorded: Recorded) -> None:
    """A member. No post adds an inspection of another: Inspection.DoesNotExist."""
    body = recorded.body
    if PartyMember.objects.filter(id=UUID(body["member"])).exists():
        return
    PartyMember.objects.create(
        id=UUID(body["member"]),
        party=Party.objects.get(id=UUID(recorded.subject), place=recorded.place),
        inspection=Inspection.objects.get(id=UUID(body["inspection"]), place=recorded.place),
        position=body["position"],
    )


def member_seen(recorded: Recorded) -> None:
    """The document of somebody of a list came before the desk: its inspection is the member's now.

    What the list had said is superseded. No post does so with an inspection of another.
    """
    seen = Inspection.objects.get(id=UUID(recorded.body["inspection"]), place=recorded.place)
    member = _members(recorded).exclude(inspection=seen).select_related("inspection").first()
    if member is None:
        return
    listed, member.inspection = member.inspection, seen
    member.save(update_fields=["inspection"])
    listed.superseded_at = recorded.occurred_at
    listed.save(update_fields=["superseded_at"])


def member_picked_out(recorded: Recorded) -> None:
    """Why a member is looked at singly; the first reason holds."""
    _members(recorded).filter(held="").update(held=recorded.body["because"])


def minor_accompanied(recorded: Recorded) -> None:
    """Who goes with a minor, and which paper shows the consent; the latest holds."""
    body = recorded.body
    adult, other, paper = (
        UUID(body[who]) if body.get(who) else None for who in ("adult", "other", "paper")
    )
    said = {"adult": adult, "other_parent": other, "paper": paper, "consent": body["consent"]}
    _members(recorded).update(**said)


def paper_seen(recorded: Recorded) -> None:
    """A paper; whom it names, their own entries say."""
    body = recorded.body
    signed_on, valid_to = (
        date.fromisoformat(body[day]) if body.get(day) else None
        for day in ("signed_on", "valid_to")
    )
    ConsentPaper.objects.get_or_create(
        id=UUID(body["paper"]),
        defaults={
            "party": Party.objects.get(id=UUID(recorded.subject), place=recorded.place),
            "kind": body["kind"],
            "giver": body.get("giver", ""),
            "signed_on": signed_on,
            "valid_to": valid_to,
            "seen_by": recorded.actor,
            "seen_at": recorded.occurred_at,
        },
    )


def paper_taken_back(recorded: Recorded) -> None:
    """Of whom the paper named nothing is said any more; when it was first taken back holds."""
    party, paper = UUID(recorded.subject), UUID(recorded.body["paper"])
    mine = {"party_id": party, "party__place": recorded.place}
    named = PartyMember.objects.filter(**mine, paper_id=paper, id__in=recorded.body["named"])
    named.update(adult=None, other_parent=None, paper=None, consent="")
    standing = ConsentPaper.objects.filter(**mine, id=paper, taken_back_at=None)
    standing.update(taken_back_at=recorded.occurred_at)


def presence_taken_back(recorded: Recorded) -> None:
    """Of whom it was said that both parents are here, nothing is said any more."""
    mine = {"party_id": UUID(recorded.subject), "party__place": recorded.place}
    named = PartyMember.objects.filter(**mine, id__in=recorded.body["named"])
    young = named.filter(consent=rules.PRESENT, adult_id=UUID(recorded.body["adult"]))
    young.update(adult=None, other_parent=None, consent="")


def party_decided(recorded: Recorded) -> None:
    """The party's end; the first holds."""
    still = Party.objects.filter(id=UUID(recorded.subject), place=recorded.place, closed_at=None)
    key = UUID(recorded.body["idempotency_key"])
    still.update(closed_at=recorded.occurred_at, idempotency_key=key)


def list_given(recorded: Recorded) -> None:
    """The list whose rows a job writes."""
    row = PartyList(
        id=UUID(recorded.body["list"]),
        party_id=UUID(recorded.subject),
        key_subject=node.month_of(recorded.node, recorded.recorded_at),
        people=len(recorded.body["zones"]),
        asked_by=recorded.actor,
        asked_at=recorded.occurred_at,
    )
    if not PartyList.objects.filter(id=row.id).exists():
        zones = json.dumps(recorded.body["zones"]).encode()
        row.zones = keyring.seal(zones_binding(row), zones)
        row.save(force_insert=True)


def _members(recorded: Recorded) -> QuerySet[PartyMember]:
    return PartyMember.objects.filter(
        id=UUID(recorded.body["member"]),
        party_id=UUID(recorded.subject),
        party__place=recorded.place,
    )
