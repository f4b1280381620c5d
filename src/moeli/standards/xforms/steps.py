"""What a person is shown: one step with its questions, for a page, a telephone, a terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from moeli.standards.xforms.choices import Choice
from moeli.standards.xforms.rendering import Rendered


@dataclass(frozen=True, slots=True)
class Question:
    """`path` names the very node (/data/child[2]/name) and is what `answer` takes.

    `kind` is the control (input, select1, select, rank, trigger, upload, range), `type` the data
    (string, int, decimal, date, time, dateTime, boolean, binary, barcode). A question that is
    `readonly` is a note: it is shown and not answered.
    """

    path: str
    kind: str
    type: str
    label: Rendered
    hint: Rendered
    value: str
    required: bool
    readonly: bool
    choices: tuple[Choice, ...] = ()
    appearance: str = ""
    bounds: Mapping[str, str] = field(default_factory=dict)
    media: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """`key` names the place in the walk. `repeat` asks whether another instance is wanted.

    `headings` are the labels of the groups around it, outermost first.
    """

    kind: Literal["question", "group", "repeat", "end"]
    key: str
    headings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    label: str = ""
    count: int = 0  # instances of the repeat that are there already
