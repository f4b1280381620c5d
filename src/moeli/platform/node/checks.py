"""Whether this node is what it says it is: each finding with its mend, for `./moeli doctor`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as Refusal
from django.core.checks import Warning as Concern
from django.db import Error, connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from moeli.platform import clock, keyfiles
from moeli.platform.errors import MoeliError
from moeli.platform.node.description import Role
from moeli.platform.node.identity import Node, current

_FULL = 2  # of PRAGMA synchronous; 3 is EXTRA, 1 NORMAL, 0 OFF


@register(Tags.security)
def node_is_usable(**_others: object) -> list[CheckMessage]:
    """E001: node.toml or its key cannot be used. E002: a key file. E003, W004: port and day."""
    try:
        this_node = current()
    except MoeliError as error:
        return [_unusable(error)]
    return [*_keys(this_node.keys), *_port(this_node), *_live_from(this_node)]


@register(Tags.security, deploy=True)
def role_is_for_production(**_others: object) -> list[CheckMessage]:
    """E005, in production: post and headquarters on one machine would each read the other's."""
    try:
        both = current().role is Role.BOTH
    except MoeliError:
        return []  # E001 says so
    return [_both()] if both else []


@register(Tags.database, deploy=True)
def sqlite_waits_for_the_disk(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """E006, in production: without synchronous=FULL a power cut takes acknowledged entries."""
    if not databases or "default" not in databases or connection.vendor != "sqlite":
        return []
    try:
        with connection.cursor() as cursor:
            level = cursor.execute("PRAGMA synchronous").fetchone()[0]
    except Error:
        return []  # the database is away: other checks say so
    return [_not_full()] if level < _FULL else []


def _keys(folder: Path) -> Iterator[CheckMessage]:
    for path in sorted(folder.glob("*.key")):
        try:
            keyfiles.read(path)
        except MoeliError as error:
            hint = gettext("Run as the owner of the key: chmod 600 %(file)s") % {"file": path}
            yield Refusal(str(error), hint=hint, id="moeli.node.E002")


def _port(this_node: Node) -> Iterator[CheckMessage]:
    known = {place.code for place in import_string(settings.MOELI_PLACES)()}
    if this_node.port not in known | ({""} if this_node.role is not Role.POST else set()):
        yield Refusal(
            gettext("node.toml names a port of entry that nobody knows: “%(port)s”.")
            % {"port": this_node.port},
            hint=gettext("Write the short code from the page “Ports of entry” after port =."),
            id="moeli.node.E003",
        )


def _live_from(this_node: Node) -> Iterator[CheckMessage]:
    if this_node.live_from and this_node.live_from > clock.today():
        yield Concern(
            gettext(
                "live_from lies in the future: until then a missing record means nothing here."
            ),
            hint=gettext("Correct the day in node.toml, or wait for it."),
            id="moeli.node.W004",
        )


def _unusable(error: MoeliError) -> CheckMessage:
    return Refusal(
        str(error),
        hint=gettext(
            "Put the file right, or restore it from the backup. On a post, take seal.key away: "
            "it belongs to headquarters alone."
        ),
        id="moeli.node.E001",
    )


def _both() -> CheckMessage:
    return Refusal(
        gettext("This node is post and headquarters in one, which is for demonstrations only."),
        hint=gettext('Set role = "post" or role = "hq" in node.toml.'),
        id="moeli.node.E005",
    )


def _not_full() -> CheckMessage:
    return Refusal(
        gettext("SQLite does not wait for the disk: a power cut would take recorded entries."),
        hint=gettext("Let the settings open the database with PRAGMA synchronous=FULL."),
        id="moeli.node.E006",
    )
