"""The languages of a form: their codes, their direction, the one that suits the person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from moeli.standards.xforms import language_code

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as the form names it, its code for `lang`, and which way it is read."""

    name: str
    code: str
    direction: str
    label: str


def tongue(name: str) -> Tongue:
    """The language `English (en)`: shown as `English`."""
    code = language_code(name)
    direction = "rtl" if code in _RIGHT_TO_LEFT else "ltr"
    return Tongue(name, code, direction, name.partition(" (")[0] or code)


def tongues(names: Sequence[str]) -> list[Tongue]:
    """All of them, in the form's order."""
    return [tongue(name) for name in names]


def suiting(names: Sequence[str], default: str) -> str:
    """The form's language that is that of the person's screen; else the form's own first."""
    here = ui_language()
    return next((name for name in names if language_code(name) == here), default)


def ui_language() -> str:
    """The language of the person's screen: `en` or `st`."""
    return (get_language() or "en")[:2]
