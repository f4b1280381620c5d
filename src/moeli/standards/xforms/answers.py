"""What a person answered, as a form stores it; or why it cannot be that."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from math import inf, isfinite, isnan
from typing import NoReturn

from moeli.standards.xforms.form import Control
from moeli.standards.xforms.limits import LONGEST_ANSWER
from moeli.standards.xforms.xpath.dates import read_date, read_moment, read_time, written
from moeli.standards.xforms.xpath.values import decimal, number, string

Answer = str | int | float | bool | date | datetime | time | Iterable[str] | None

_WHOLE = re.compile(r"[-+]?\d{1,10}")
_DECIMAL = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_LARGEST = 2_147_483_647  # a phone's integer
_ACKNOWLEDGED = "OK"


class UnfitError(ValueError):
    """The answer does not fit its question; `code` names the sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def plain(answer: Answer) -> str:
    """An answer as text."""
    match answer:
        case None:
            return ""
        case str():
            return answer
        case bool():
            return "true" if answer else "false"
        case int() | float():
            return string(float(answer)) if isinstance(answer, float) else str(answer)
        case datetime():
            return written(answer)
        case date() | time():
            return answer.isoformat()
    return " ".join(answer)


def fitted(answer: Answer, control: Control, type_: str, offered: Iterable[str]) -> str:
    """The text to store; UnfitError where the question cannot take it. Empty is always taken."""
    text = plain(answer)
    if len(text) > LONGEST_ANSWER:
        raise UnfitError("answer_too_long", most=f"{LONGEST_ANSWER:,}")
    if any(ord(letter) < ord(" ") and letter not in "\t\n\r" for letter in text):
        raise UnfitError("answer_characters")
    match control.kind:
        case _ if not text.strip():
            return ""
        case "select1":
            return _one_of(text.strip(), offered)
        case "select":
            return _several_of(text.split(), offered)
        case "rank":
            return _ranked(text.split(), list(offered))
        case "trigger":
            return _ACKNOWLEDGED if text not in ("false", "0") else ""
        case "range":
            return _within(_typed(text.strip(), type_), control)
    return _typed(text, type_)


def _one_of(text: str, offered: Iterable[str]) -> str:
    if text not in offered:
        raise UnfitError("not_offered", answer=text[:60])
    return text


def _several_of(words: list[str], offered: Iterable[str]) -> str:
    choices = set(offered)
    return " ".join(_one_of(word, choices) for word in dict.fromkeys(words))


def _ranked(words: list[str], offered: list[str]) -> str:
    if sorted(words) != sorted(offered):
        raise UnfitError("rank_incomplete")
    return " ".join(words)


def _typed(text: str, type_: str) -> str:
    word = text.strip()
    match type_:
        case "int":
            return _integer(word)
        case "decimal":
            return _decimal(word)
        case "date":
            day = read_date(word)
            return day.isoformat() if day else _unfit("not_a_date_answer")
        case "time":
            return word if read_time(word) else _unfit("not_a_time_answer")
        case "dateTime":
            return word if read_moment(word) else _unfit("not_a_moment_answer")
        case "boolean":
            fits = word in ("true", "false", "1", "0")
            return word if fits else _unfit("not_a_boolean_answer")
    return text


def _unfit(code: str) -> NoReturn:
    raise UnfitError(code)


def _integer(text: str) -> str:
    if not _WHOLE.fullmatch(text) or abs(int(text)) > _LARGEST:
        raise UnfitError("not_an_integer")
    return str(int(text))


def _decimal(text: str) -> str:
    figure = float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else inf
    return decimal(figure) if isfinite(figure) else _unfit("not_a_decimal")


def _within_one(text: str, low: float, high: float) -> str:
    """A scale without a start or an end: the bound that is there holds."""
    if number(text) < low or number(text) > high or isnan(number(text)):
        start, end = ("…" if isnan(bound) else string(bound) for bound in (low, high))
        raise UnfitError("out_of_range", start=start, end=end)
    return text


def _within(text: str, control: Control) -> str:
    low, high = number(control.bounds.get("start", "")), number(control.bounds.get("end", ""))
    if isnan(low) or isnan(high):
        return _within_one(text, low, high)
    step, value = number(control.bounds.get("step", "1")), number(text)
    if not min(low, high) <= value <= max(low, high):
        raise UnfitError("out_of_range", start=string(low), end=string(high))
    rounds = (value - low) / step if step else 0.0
    if abs(rounds - round(rounds)) > 1e-9:  # steps of 0.1 are not exact
        raise UnfitError("off_the_steps", start=string(low), step=string(step))
    return text
