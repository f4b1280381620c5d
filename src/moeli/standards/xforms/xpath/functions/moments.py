"""Functions on dates and times."""

from collections.abc import Sequence
from datetime import datetime, time
from math import floor, isnan, nan

from moeli.standards.xforms.xpath.dates import (
    SECONDS_A_DAY,
    date_after,
    days_between,
    formatted,
    moment_after,
    read_date,
    read_moment,
    read_time,
    written,
)
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.functions.catalogue import function
from moeli.standards.xforms.xpath.scope import Scope
from moeli.standards.xforms.xpath.values import Value, number, scalar


@function("today", 0)
def _today(scope: Scope, _: Sequence[Value]) -> Value:
    return scope.world.now().date().isoformat()


@function("now", 0)
def _now(scope: Scope, _: Sequence[Value]) -> Value:
    return written(scope.world.now())


def moment_of(value: Value, scope: Scope) -> datetime | None:
    """A moment from a date, a moment, or days since 1970; None for an empty value."""
    found, zone = scalar(value), scope.world.now().tzinfo
    assert zone is not None
    if isinstance(found, str):
        if not found.strip():
            return None
        if day := read_date(found.strip()):
            return datetime.combine(day, time(), zone)
        if moment := read_moment(found.strip(), zone):
            return moment.astimezone(zone)
    days = number(found)
    if isnan(days):
        if isinstance(found, float):
            return None
        raise XPathError("not_a_date", value=found)
    return moment_after(days, zone)


@function("date", 1)
def _date(scope: Scope, values: Sequence[Value]) -> Value:
    found = scalar(values[0])
    if not isinstance(found, str) or not (isnan(number(found)) or _written_date(found)):
        days = number(found)
        return "" if isnan(days) else date_after(days).isoformat()
    moment = moment_of(found, scope)
    return moment.date().isoformat() if moment else ""


def _written_date(text: str) -> bool:
    return "-" in text[1:]


@function("date-time", 1)
def _date_time(scope: Scope, values: Sequence[Value]) -> Value:
    moment = moment_of(values[0], scope)
    return written(moment) if moment else ""


@function("decimal-date-time", 1)
def _decimal_date_time(scope: Scope, values: Sequence[Value]) -> Value:
    moment = moment_of(values[0], scope)
    return days_between(moment) if moment else nan


@function("decimal-time", 1)
def _decimal_time(scope: Scope, values: Sequence[Value]) -> Value:
    found = scalar(values[0])
    if isinstance(found, float):
        return found - floor(found) if not isnan(found) else nan
    clock = read_time(str(found).strip())
    if clock is None:
        moment = moment_of(found, scope)
        if moment is None:
            return nan
        clock = moment.time()
    elif clock.tzinfo is not None:
        # The offset of a time alone says where it was read; its fraction is of that place's day.
        clock = clock.replace(tzinfo=None)
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return seconds / SECONDS_A_DAY


@function("format-date", 2)
@function("format-date-time", 2)
def _format_date(scope: Scope, values: Sequence[Value]) -> Value:
    moment = _clock_today(values[0], scope) or moment_of(values[0], scope)
    pattern = str(scalar(values[1]))
    return formatted(moment, pattern, scope.world.language) if moment else ""


def _clock_today(value: Value, scope: Scope) -> datetime | None:
    found = scalar(value)
    clock = read_time(found.strip()) if isinstance(found, str) else None
    return datetime.combine(scope.world.now().date(), clock) if clock else None
