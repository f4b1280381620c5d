"""What stands in the fields of a page, as the engine takes it; and back. Pure."""

from collections.abc import Sequence
from datetime import datetime

from moeli.forms.days import day_of, month_of, time_of, written_day
from moeli.platform.clock import MASERU
from moeli.standards.xforms import Question

_MANY = frozenset(("select", "rank"))
_COARSE = frozenset(("month-year", "year"))


def answer_of(question: Question, words: Sequence[str]) -> str | list[str]:
    """What a person wrote or chose; what fits nothing is left for the engine to refuse."""
    if question.kind in _MANY:
        return [word for word in words if word]
    text = words[-1] if words else ""
    match question.type:
        case "date":
            day = (month_of if _is_coarse(question) else day_of)(text)
            return day.isoformat() if day else text
        case "time":
            at = time_of(text)
            return at.isoformat("minutes") if at else text
        case "dateTime":
            return _moment(text)
        case "int" | "decimal":
            return "".join(text.split())
    return text


def fields_of(question: Question) -> tuple[str, ...]:
    """The answer as its fields show it."""
    if question.kind in _MANY:
        return tuple(question.value.split())
    value = question.value
    match question.type:
        case "date":
            day = day_of(value)
            return (written_day(day) if day else value,)
        case "time":
            return (value[:5],)
        case "dateTime" if value:
            return (_written(value),)
    return (value,)


def _is_coarse(question: Question) -> bool:
    return bool(_COARSE & set(question.appearance.split()))


def _moment(text: str) -> str:
    day, _space, at = text.strip().rpartition(" ")
    found, clock_time = day_of(day), time_of(at)
    if found is None or clock_time is None:
        return text
    moment = datetime.combine(found, clock_time, MASERU)
    return moment.isoformat(timespec="milliseconds")


def _written(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value).astimezone(MASERU)
    except ValueError:
        return value
    return f"{written_day(moment.date())} {moment:%H:%M}"
