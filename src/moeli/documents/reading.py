"""What was read in a picture, and what hands made of it: characters, doubts, honesty. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from moeli.crossings.capture import How

Place = tuple[int, int]
Corners = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Doubted:
    """A character to be asked for, and where in the picture it stands."""

    line: int
    column: int
    candidates: tuple[str, ...]
    where: Corners

    @property
    def place(self) -> Place:
        """Line and column, from 1."""
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Change:
    """A character that hands gave: what the machine read there, and what they said."""

    line: int
    column: int
    read: str
    said: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read. `ok`: nothing outside the name is doubtful and all digits agree.

    `name_witnessed`: both readers read the same name. `of_screen`: the picture looks like one of a
    screen.
    """

    lines: tuple[str, ...]
    ok: bool
    name_witnessed: bool
    doubts: tuple[Doubted, ...]
    more_doubts: bool
    zone: Corners
    of_screen: bool = False

    @classmethod
    def told(cls, about: Mapping[str, Any]) -> Self:
        """As the reader tells it, and as it is kept."""
        doubts = tuple(
            Doubted(each["line"], each["column"], tuple(each["candidates"]), each["where"])
            for each in about["doubts"]
        )
        return cls(
            lines=tuple(about["lines"]),
            ok=bool(about["ok"]),
            name_witnessed=bool(about["name_witnessed"]),
            doubts=doubts,
            more_doubts=bool(about["more_doubts"]),
            zone=about["zone"],
            of_screen=bool(about.get("of_screen")),
        )

    @property
    def beyond_doubt(self) -> bool:
        """Whether it may go on without anybody's answer."""
        return self.ok and self.name_witnessed

    def with_answers(self, answers: Mapping[Place, str]) -> tuple[str, ...]:
        """The lines with the characters that hands gave for doubtful ones."""
        lines = [list(line) for line in self.lines]
        for doubt in self.doubts:
            lines[doubt.line - 1][doubt.column - 1] = answers.get(
                doubt.place, self.lines[doubt.line - 1][doubt.column - 1]
            )
        return tuple("".join(line) for line in lines)


def changes(reading: Reading | None, lines: Sequence[str]) -> tuple[Change, ...] | None:
    """What differs from the reading; None where the lines are not of its shape at all."""
    if reading is None or [len(line) for line in lines] != [len(line) for line in reading.lines]:
        return None
    return tuple(
        Change(number, column, read, said)
        for number, (before, after) in enumerate(zip(reading.lines, lines, strict=True), 1)
        for column, (read, said) in enumerate(zip(before, after, strict=True), 1)
        if read != said
    )


def how_captured(reading: Reading | None, lines: Sequence[str]) -> How:
    """How these lines came, said honestly: by the machine, with answers to its doubts, or typed.

    Whatever hands changed beyond the candidates of doubtful characters makes it a typed zone:
    a picture of any document would else open the history of any number.
    """
    differing = changes(reading, lines)
    if reading is None or differing is None:
        return How.TYPED
    candidates = {doubt.place: doubt.candidates for doubt in reading.doubts}
    if any(each.said not in candidates.get((each.line, each.column), ()) for each in differing):
        return How.TYPED
    return How.PHOTO_READ if reading.ok and not differing else How.PHOTO_ASKED
