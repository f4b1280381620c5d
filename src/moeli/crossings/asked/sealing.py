"""The envelope of a traveller's answers: where it belongs, and how it is written.

It is filled up to a whole block, so that its size does not say what is in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from moeli.crossings.asked.models import Asked
from moeli.crossings.sealing import SCOPE
from moeli.crossings.travellers import TravellerClass
from moeli.platform.vault.envelope import Binding

BLOCK = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was said. `protection`: fears to return, or asks for protection."""

    traveller: TravellerClass | None = None
    protection: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


NOTHING = Answers()


def answers_binding(row: Asked) -> Binding:
    """Where the envelope of answers belongs."""
    return Binding(row.key_subject, SCOPE, "crossings.Asked", "answers", str(row.id))


def written(body: Mapping[str, object]) -> bytes:
    """The answers of a journal body, filled up to whole blocks."""
    kept = {name: body[name] for name in ("traveller", "protection", "fields")}
    text = json.dumps(kept).encode()
    return text.ljust(-(-len(text) // BLOCK) * BLOCK)


def read(text: bytes) -> Answers:
    """What `written` wrote."""
    kept = json.loads(text)
    stated = TravellerClass(kept["traveller"]) if kept["traveller"] else None
    return Answers(traveller=stated, protection=kept["protection"], fields=kept["fields"])
