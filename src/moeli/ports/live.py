"""Since when the records of a port count: a table that headquarters publishes."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from moeli.platform.dated import DatedRow
from moeli.platform.publications.rule_tables import RuleTable
from moeli.ports import directory


def _accepts(row: DatedRow) -> bool:
    known = {port.code for port in directory.all_ports()}
    return row.id in known and type(row.value) is date


LIVE_FROM = RuleTable(
    code="rules.live_from",
    label=_("Since when the records of each port count"),
    package="moeli.ports",
    name="live_from",
    accepts=_accepts,
)
