"""What this room shows to the house."""

from datetime import timedelta

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.blobs import projectors
from moeli.platform.blobs.services import retiring
from moeli.platform.room import Action, Job, Recorded, RetentionClass, Room, Verb


def _render_kept(recorded: Recorded) -> str:
    return gettext("A file was kept as %(kind)s") % {"kind": recorded.body["kept_as"]}


def _render_deleted(recorded: Recorded) -> str:
    count = len(recorded.body["ids"])
    sentence = ngettext("%(count)d file was deleted", "%(count)d files were deleted", count)
    return sentence % {"count": count}


def _render_held(recorded: Recorded) -> str:
    return gettext("A file was held back from deletion")


def _render_released(recorded: Recorded) -> str:
    return gettext("A hold on a file was ended")


ROOM = Room(
    code="blobs",
    actions=(
        Action("blob.hold", _("Hold files back from deletion, and end such holds")),
        Action("blob.tend", _("Look after the store of files, without opening any")),
    ),
    verbs=(
        Verb("blob.kept", _("A file was kept"), _render_kept, projectors.blob_kept),
        Verb("blob.deleted", _("Files were deleted"), _render_deleted, projectors.blob_deleted),
        Verb("blob.held", _("A file was held"), _render_held, projectors.blob_held),
        Verb("blob.released", _("A hold was ended"), _render_released, projectors.blob_released),
    ),
    retention=(
        RetentionClass(
            "blobs.blob",
            _("Rows of files, without content: for ever; files go by their own class"),
            None,
            "platform/blobs/data/classes.toml",
        ),
        RetentionClass(
            "blobs.hold",
            _("Who held a file and when: as long as the file's row"),
            None,
            "DESIGN: legal hold",
        ),
    ),
    jobs=(
        Job(
            "blobs.retire",
            _("Delete files whose time has passed"),
            retiring.retire,
            "blob.tend",
            every=timedelta(days=1),
        ),
        Job(
            "blobs.sweep",
            _("Remove files that belong to no record"),
            retiring.sweep,
            "blob.tend",
            every=timedelta(days=1),
        ),
        Job(
            "blobs.tend",
            _("Watch the room on the disk"),
            retiring.tend,
            "blob.tend",
            every=timedelta(minutes=5),
        ),
    ),
)
