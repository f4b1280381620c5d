"""A port as the page shows it: each fact with whether it was read at a source."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.ports.directory import Kind, PortOfEntry

_KINDS: dict[Kind, Promise] = {Kind.LAND: _("Land"), Kind.AIR: _("Air")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in words; `verified` is said beside it when it is not."""

    text: str | Promise
    verified: bool


@dataclass(frozen=True, slots=True)
class PortRow:
    """One row of the table."""

    code: str
    name: Fact
    district: Fact
    kind: Fact
    twin: Fact
    aliases: str
    source: str


def port_row(port: PortOfEntry) -> PortRow:
    """The row of `port`."""
    known = port.verified
    return PortRow(
        code=port.code,
        name=Fact(port.name, "name" in known),
        district=Fact(port.district.name, "district" in known),
        kind=Fact(_KINDS[port.kind], "kind" in known),
        twin=Fact(port.twin, "twin" in known or not port.twin),
        aliases=", ".join(port.aliases),
        source=port.source,
    )
