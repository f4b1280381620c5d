"""The five questions of a new installation, and what counts as an answer."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from moeli.operations.errors import OperationsError
from moeli.platform.errors import MoeliError
from moeli.platform.node import Role
from moeli.ports.directory import all_ports


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key in flags and files, its words, and what it may mean."""

    key: str
    words: str
    help: str


QUESTIONS: Final = (
    Question("role", "Is this a post or headquarters?", "post or hq"),
    Question("place", "Which port of entry?", "its short code, such as MSB; empty at headquarters"),
    Question("hosts", "By which names will PCs call it?", "host names or addresses, with commas"),
    Question("live_from", "From which day is every crossing recorded here?", "a date: 2026-12-01"),
    Question(
        "copies", "Where do backups and the journal's anchors go?", "a folder on another device"
    ),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, understood."""

    role: Role
    place: str
    hosts: tuple[str, ...]
    live_from: date
    copies: Path


def answered(said: Mapping[str, str | None], ask: Callable[[Question], str]) -> Answers:
    """The answers in `said`; `ask` is called for what nobody said. Raises MoeliError."""
    texts = {each.key: _one(said, each, ask).strip() for each in QUESTIONS}
    role = _role(texts["role"])
    return Answers(
        role,
        _place(role, texts["place"].upper()),
        _hosts(texts["hosts"]),
        _day(texts["live_from"]),
        _folder(texts["copies"]),
    )


def from_file(file: Path) -> dict[str, str]:
    """Answers written down before, as TOML. Raises MoeliError."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong("answers", f"{file} cannot be read as TOML") from error
    return {key: str(value) for key, value in table.items()}


def _one(said: Mapping[str, str | None], question: Question, ask: Callable[[Question], str]) -> str:
    answer = said.get(question.key)
    return ask(question) if answer is None else answer


def _role(text: str) -> Role:
    if text not in (Role.POST, Role.HEADQUARTERS):
        raise _wrong("role", "it is post or hq")
    return Role(text)


def _place(role: Role, text: str) -> str:
    codes = sorted(port.code for port in all_ports())
    if role is Role.POST and text not in codes:
        raise _wrong("place", f"it is one of {', '.join(codes)}")
    if role is Role.HEADQUARTERS and text:
        raise _wrong("place", "headquarters has none: leave it empty")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not hosts:
        raise _wrong("hosts", "at least one name is needed")
    return hosts


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong("live_from", "it is a date such as 2026-12-01") from error


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_absolute() or not folder.is_dir():
        raise _wrong("copies", "it is the full path of a folder that is there")
    return folder


def _wrong(key: str, why: str) -> MoeliError:
    return MoeliError(OperationsError.SETUP_ANSWER, question=key, why=why)
