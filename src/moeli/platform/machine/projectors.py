"""The rows of devices and delegations: they belong to their node. Applied again: no change."""

from datetime import datetime
from uuid import UUID

from moeli.platform.access.projectors.own_node import of_this_node
from moeli.platform.machine.models import Delegation, Device, DeviceToken, DoorAct, Traffic
from moeli.platform.room import Recorded


@of_this_node
def device_enrolled(recorded: Recorded) -> None:
    """The device with its first token."""
    body = recorded.body
    device, _made = Device.objects.get_or_create(
        id=UUID(recorded.subject),
        defaults={
            "place": recorded.place,
            "desk": body["desk"],
            "name": body["name"],
            "profile": body["profile"],
            "enrolled_by": recorded.actor,
            "enrolled_at": recorded.occurred_at,
        },
    )
    Traffic.objects.get_or_create(device=device)
    _issue(recorded)


@of_this_node
def token_replaced(recorded: Recorded) -> None:
    """The new token; the one before it ends soon, those before that one now."""
    at, until = recorded.occurred_at, datetime.fromisoformat(recorded.body["old_until"])
    new = UUID(recorded.body["token"])
    if DeviceToken.objects.filter(id=new).exists():
        return
    standing = DeviceToken.objects.filter(device_id=UUID(recorded.subject))
    latest = standing.order_by("-issued_at", "-id").first()
    standing.filter(expires_at__gt=until).update(expires_at=until)
    if latest:
        standing.exclude(id=latest.id).filter(expires_at__gt=at).update(expires_at=at)
    _issue(recorded)


@of_this_node
def device_revoked(recorded: Recorded) -> None:
    """The device is known no longer, and nobody's name is lent to it."""
    device, at = UUID(recorded.subject), recorded.occurred_at
    Device.objects.filter(id=device, revoked_at=None).update(revoked_at=at)
    Delegation.objects.filter(device_id=device, ended_at=None).update(ended_at=at)


@of_this_node
def delegation_given(recorded: Recorded) -> None:
    """The delegation, without her session; an earlier one of the device ends."""
    body, at = recorded.body, recorded.occurred_at
    if Delegation.objects.filter(id=UUID(recorded.subject)).exists():
        return
    device = UUID(body["device"])
    Delegation.objects.filter(device_id=device, ended_at=None).update(ended_at=at)
    Delegation.objects.create(
        id=UUID(recorded.subject),
        device_id=device,
        officer=recorded.actor,
        booth=UUID(body["booth"]),
        code_hash=bytes.fromhex(body["code_hash"]),
        code_until=datetime.fromisoformat(body["code_until"]),
        given_at=at,
        ends_at=datetime.fromisoformat(body["ends_at"]),
    )


@of_this_node
def delegation_taken(recorded: Recorded) -> None:
    """The device has typed the code and holds its proof."""
    waiting = Delegation.objects.filter(id=UUID(recorded.subject), token_hash=None)
    waiting.update(
        token_hash=bytes.fromhex(recorded.body["token_hash"]), used_at=recorded.occurred_at
    )


@of_this_node
def delegation_ended(recorded: Recorded) -> None:
    """The officer's name is lent no longer."""
    standing = Delegation.objects.filter(id=UUID(recorded.subject), ended_at=None)
    standing.update(ended_at=recorded.occurred_at)


@of_this_node
def acted(recorded: Recorded) -> None:
    """What was done through a device, under the caller's key."""
    body = recorded.body
    DoorAct.objects.get_or_create(
        id=recorded.id,
        defaults={
            "device_id": UUID(body["device"]),
            "place": recorded.place,
            "desk": body["desk"],
            "operation": body["operation"],
            "key": UUID(body["key"]),
            "subject": UUID(recorded.subject),
            "at": recorded.occurred_at,
        },
    )


def _issue(recorded: Recorded) -> None:
    body = recorded.body
    DeviceToken.objects.get_or_create(
        id=UUID(body["token"]),
        defaults={
            "device_id": UUID(recorded.subject),
            "token_hash": bytes.fromhex(body["token_hash"]),
            "issued_at": recorded.occurred_at,
            "expires_at": datetime.fromisoformat(body["expires_at"]),
        },
    )
