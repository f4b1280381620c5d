"""What this room shows to the house."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.room import Action, MenuEntry, Reach, Recorded, RetentionClass, Room, Verb
from moeli.screening import projectors


def _render_listed(recorded: Recorded) -> str:
    return gettext("A document was put on the list: %(kind)s") % {"kind": recorded.body["kind"]}


def _render_withdrawn(recorded: Recorded) -> str:
    return gettext("An entry of the document list was withdrawn")


ROOM = Room(
    code="screening",
    menu=(
        MenuEntry(
            _("Document list"),
            "document_list",
            "list.read",
            order=30,
            hint=_("Documents about which the officer is told what to do"),
        ),
    ),
    actions=(
        Action("hit.read", _("Be told what to do when an inspected document is listed")),
        Action("list.read", _("Read the document list")),
        Action("list.edit", _("List documents and withdraw entries")),
    ),
    verbs=(
        Verb(
            "list.document_listed",
            _("A document was put on the list"),
            _render_listed,
            projectors.document_listed,
            Reach.DOWN,
            projectors.documents_listed,
        ),
        Verb(
            "list.document_withdrawn",
            _("An entry of the document list was withdrawn"),
            _render_withdrawn,
            projectors.document_withdrawn,
            Reach.DOWN,
        ),
    ),
    key_destroyed=projectors.key_destroyed,
    retention=(
        RetentionClass(
            "screening.listed",
            _("Entries of the document list: the number is erased with the key of its entry"),
            None,
            "To be set by the Department of Immigration; not verified",
        ),
    ),
)
