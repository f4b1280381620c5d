"""Key files that must not be here, and those that must: each finding with its mend."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as Fault
from django.utils.translation import gettext

from moeli.platform import node
from moeli.platform.errors import MoeliError
from moeli.platform.keyring import key_files, node_seal
from moeli.platform.node import description


@register(Tags.security)
def no_key_of_headquarters_on_a_post(**_others: object) -> list[CheckMessage]:
    """E001: whoever steals this post would open all that was sealed to headquarters."""
    if _role() is not node.Role.POST or not node_seal.path().exists():
        return []
    told = gettext("The private sealing key of headquarters lies on the machine of a post.")
    mend = gettext("Remove keys/seal.key from this machine and make headquarters a new one.")
    return [Fault(told, hint=mend, id="moeli.vault.E001")]


@register(Tags.security)
def no_key_is_lost(**_others: object) -> list[CheckMessage]:
    """E002, in production: without its key, listed documents pass and what is sealed stays shut."""
    if not settings.MOELI_KEYS_MUST_EXIST:
        return []
    try:
        return [_lost(name) for name in key_files.missing()]
    except MoeliError:
        return []  # the node or the key service cannot be used: other checks say so


def _lost(name: str) -> CheckMessage:
    told = gettext("The key file %(file)s is not here.") % {"file": name}
    mend = gettext(
        "Put it back: ./moeli keys recover with the escrow, or from the newest backup. "
        "A new one would open and find nothing."
    )
    return Fault(told, hint=mend, id="moeli.vault.E002")


def _role() -> node.Role | None:
    """By node.toml alone: a post with that key on it does not even load."""
    try:
        return description.read(Path(settings.MOELI_HOME) / description.NAME).role
    except MoeliError:
        return None  # moeli.node.E001 says so
