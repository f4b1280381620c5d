"""How a result is written into a node, by the type of its bind."""

from math import isfinite, isnan

from moeli.standards.xforms.xpath.dates import (
    date_after,
    moment_after,
    read_moment,
    written,
)
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, decimal, number, scalar, string


def stored(value: Value, type_: str, scope: Scope) -> str:
    """The text of a result; what is no number is empty, as on phones."""
    found = scalar(value)
    if found == "" or (isinstance(found, float) and isnan(found)):
        return ""
    match type_:
        case "int" | "decimal":
            figure = number(found)
            return "" if isnan(figure) else _figure(figure, type_)
        case "date":
            return _date(found, scope)
        case "dateTime" if isinstance(found, float):
            return written(moment_after(found, scope.world.now().tzinfo))
    return string(value)


def _figure(figure: float, type_: str) -> str:
    if type_ == "decimal":
        return decimal(figure)
    return string(float(int(figure)) if isfinite(figure) else figure)


def _date(found: str | float | bool, scope: Scope) -> str:
    if isinstance(found, float):
        return date_after(found).isoformat()
    zone = scope.world.now().tzinfo
    moment = read_moment(string(found), zone) if zone else None
    return moment.astimezone(zone).date().isoformat() if moment else string(found)
