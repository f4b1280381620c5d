"""What the door for phones shows to the house."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.forms.openrosa import projectors, telling
from moeli.platform.room import Action, MenuEntry, Recorded, RetentionClass, Room, Verb

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(name: str, label: Promise, project: Callable[[Recorded], None]) -> Verb:
    """A verb whose label says all that may be said; these rows are their node's own."""
    return Verb(name, label, lambda _recorded: str(label), project)


ROOM = Room(
    code="openrosa",
    menu=(
        MenuEntry(
            _("Phones"),
            "phones",
            "phone.issue",
            order=87,
            hint=_("Let a person's phone fetch forms and send answers; take it back"),
        ),
        MenuEntry(
            _("Set aside from phones"),
            "set_aside",
            "submission.settle",
            order=37,
            hint=_("Answers that came from phones and could not become runs by themselves"),
        ),
    ),
    actions=(
        Action("phone.issue", _("Let phones fetch forms and send answers, and take it back")),
        Action("submission.settle", _("Accept or discard what phones sent and was set aside")),
    ),
    verbs=(
        _verb("openrosa.phone_issued", _("A phone was let in"), projectors.phone_issued),
        _verb("openrosa.phone_revoked", _("A phone is let in no longer"), projectors.phone_revoked),
        _verb(
            "openrosa.submission_kept",
            _("Answers came from a phone"),
            projectors.submission_kept,
        ),
        _verb("openrosa.file_kept", _("A file came from a phone"), projectors.file_kept),
        _verb(
            "openrosa.submission_accepted",
            _("Answers that were set aside became a run"),
            projectors.submission_accepted,
        ),
        _verb(
            "openrosa.submission_discarded",
            _("Answers that were set aside were discarded and erased"),
            projectors.submission_discarded,
        ),
    ),
    notices=(telling.SET_ASIDE,),
    retention=(
        RetentionClass(
            "openrosa.phone",
            _("Phones that are or were let in; their secrets are erased when it is taken back"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "openrosa.traffic",
            _("How often a phone came in its last minute: overwritten by the next"),
            None,
            "House rule of Moeli: one row a phone",
        ),
        RetentionClass(
            "openrosa.nonce",
            _("How far a challenge was used: until the challenge has ended"),
            None,
            "House rule of Moeli: minutes",
        ),
        RetentionClass(
            "openrosa.submission",
            _("What phones sent, by keyed hash; what was set aside, sealed until it is settled"),
            None,
            _TO_BE_SET,
        ),
    ),
)
