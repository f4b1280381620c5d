"""What this room shows to the house."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.platform.approvals import projectors
from moeli.platform.room import Action, MenuEntry, Recorded, RetentionClass, Room, Verb


def _verb(name: str, label: Promise, project: Callable[[Recorded], None]) -> Verb:
    """A verb whose label says all that may be said: its body holds what people wrote."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="approvals",
    menu=(
        MenuEntry(
            _("Approvals"),
            "approvals",
            "approval.read",
            order=60,
            hint=_("What waits for your decision, and what you asked of others"),
        ),
    ),
    actions=(
        Action("approval.read", _("Open the page of approvals, with those one may see")),
        Action("approval.audit", _("See every approval with its motives, denials included")),
    ),
    verbs=(
        _verb("approval.asked", _("An approval was asked for"), projectors.asked),
        _verb("approval.granted", _("An approval was granted by one person"), projectors.granted),
        _verb("approval.denied", _("An approval was denied"), projectors.denied),
        _verb(
            "approval.withdrawn", _("A request for approval was withdrawn"), projectors.withdrawn
        ),
        _verb("approval.used", _("An approval was used"), projectors.used),
    ),
    retention=(
        RetentionClass(
            "approvals.approval",
            _("What was asked and what each person said, denials included: for ever"),
            None,
            "DESIGN: approvals; the motive is erased with the journal body",
        ),
    ),
)
