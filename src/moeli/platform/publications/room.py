"""What this room shows to the house."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.platform.publications import figures, projectors
from moeli.platform.room import (
    Action,
    ApprovalKind,
    Gauge,
    MenuEntry,
    NoticeKind,
    Reach,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)

_AWAITS = "publication.awaits_approval"
_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _verb(
    name: str, label: Promise, project: Callable[[Recorded], None], reach: Reach = Reach.NODE
) -> Verb:
    """A verb whose sentence adds the channel to its label."""

    def render(recorded: Recorded) -> str:
        said = {"label": label, "channel": recorded.body["channel"]}
        return gettext("%(label)s: %(channel)s") % said

    return Verb(name, label, render, project, reach)


def _where_to_look(subject: str) -> str:
    """The page of the upload, or of the channel for a way back."""
    channel, upload, *_rest = subject.split(" ")
    if upload.startswith("back-to-"):
        return reverse("publication_channel", args=[channel])
    return reverse("publication_staged", args=[upload])


ROOM = Room(
    code="publications",
    menu=(
        MenuEntry(
            _("Publications"),
            "publications",
            "publication.read",
            order=40,
            hint=_("Rules and lists of headquarters: what is in force, what is new"),
        ),
    ),
    actions=(
        Action("publication.read", _("See what headquarters has published")),
        Action("publication.stage", _("Upload what may be published, and throw it away")),
        Action(
            "publication.publish", _("Ask for approval, publish, go back to an earlier version")
        ),
        Action("publication.approve", _("Approve what another person wants to publish")),
        Action("publication.acknowledge", _("Acknowledge a version for oneself")),
        Action("publication.acknowledge_for_post", _("Acknowledge a version for one's post")),
    ),
    verbs=(
        _verb("publication.staged", _("A file was uploaded"), projectors.staged),
        _verb("publication.discarded", _("An upload was thrown away"), projectors.discarded),
        _verb("publication.published", _("A version was published"), projectors.published),
        _verb(
            "publication.rolled_back", _("An earlier version was restored"), projectors.published
        ),
        _verb("publication.accepted", _("A version was received"), projectors.accepted, Reach.UP),
        _verb(
            "publication.acknowledged",
            _("A version was acknowledged"),
            projectors.acknowledged,
            Reach.UP,
        ),
        _verb(
            "publication.acknowledged_for_post",
            _("A version was acknowledged for a post"),
            projectors.acknowledged_for_post,
            Reach.UP,
        ),
    ),
    notices=(
        NoticeKind(
            "publication.received",
            _("A new version has arrived. Read it, tell your officers, acknowledge it."),
            role="shift_supervisor",
            verb="publication.accepted",
            settled_by="publication.acknowledged_for_post",
        ),
        NoticeKind(
            _AWAITS,
            _("A version waits for the approval of a second person. Look at it under Approvals."),
            role="immigration_hq",
        ),
    ),
    approvals=(
        ApprovalKind(
            "publication.version",
            _("Publish a new version"),
            needed=1,
            ask="publication.publish",
            decide="publication.approve",
            expires_after=timedelta(days=7),
            look=_where_to_look,
            notice=_AWAITS,
        ),
    ),
    gauges=(
        Gauge(
            "moeli_publication_age_seconds",
            "Seconds since each channel's latest version",
            figures.ages,
            "channel",
        ),
    ),
    retention=(
        RetentionClass(
            "publications.content",
            _("Published contents: for ever; of uploads thrown away, nothing"),
            None,
            "DESIGN: publications are immutable",
        ),
        RetentionClass(
            "publications.staged", _("Uploads: who, when, which hash"), None, _TO_BE_SET
        ),
        RetentionClass(
            "publications.version",
            _("Versions and the ends of their channels: for ever"),
            None,
            "DESIGN: publications are immutable",
        ),
        RetentionClass(
            "publications.acknowledgement",
            _("Who knows a version, and which post received it"),
            None,
            _TO_BE_SET,
        ),
    ),
)
