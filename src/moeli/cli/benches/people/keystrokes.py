"""The keystroke-level model: what a practised person needs between the machine's answers. Pure.

Operators and times of Card, Moran and Newell, "The keystroke-level model for user performance time
with interactive systems", Communications of the ACM 23(7), 1980: K for an average non-secretary
typist, H, M. The eye movement E is that of their model human processor (The Psychology of
Human-Computer Interaction, 1983). W is one word read in silence: 238 a minute (Brysbaert, Journal
of Memory and Language 109, 2019). These figures are cited from memory of the papers, which were not
read again for this module. G is ours: no source was found for it.

The model is of somebody practised who makes no error. It does not say how long a careful comparison
of faces takes; L counts two movements of the eyes and one mental act, no more.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

SECONDS: Final = {
    "K": 0.28,  # a key pressed
    "H": 0.40,  # a hand moved to the keyboard or from it
    "M": 1.35,  # a mental act: to prepare, to recall, to compare
    "E": 0.23,  # the eyes moved
    "W": 60 / 238,  # a word read
    "G": 1.50,  # a document laid on the reader: assumed, not measured
}
LOOK: Final = "EEM"  # from the face to the picture and back, compared


@dataclass(frozen=True, slots=True)
class Hands:
    """What a person does in a task, as a row of operators such as `EEM H K`."""

    operators: str

    @property
    def seconds(self) -> float:
        """How long that takes. Raises KeyError for an operator that is none."""
        return sum(SECONDS[each] * number for each, number in self._counted())

    @property
    def keys(self) -> int:
        """Keys that the person presses; what a scanner types is not hers."""
        return dict(self._counted()).get("K", 0)

    @property
    def told(self) -> str:
        """The operators, counted: `2E 1M 1H 1K`."""
        return " ".join(f"{number}{each}" for each, number in self._counted())

    def _counted(self) -> list[tuple[str, int]]:
        return list(Counter(self.operators.replace(" ", "")).items())
