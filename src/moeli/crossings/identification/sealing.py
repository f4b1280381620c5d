"""The envelopes of an identification: where they belong, and how they are written."""

import json
from collections.abc import Mapping

from moeli.crossings.identification.models import Identification
from moeli.crossings.sealing import SCOPE
from moeli.platform.vault.envelope import Binding

BLOCK = 1024


def answers_binding(row: Identification) -> Binding:
    """Where the envelope of the answers belongs."""
    return Binding(row.key_subject, SCOPE, "crossings.Identification", "answers", str(row.id))


def voucher_binding(row: Identification) -> Binding:
    """Where the envelope of who vouches belongs."""
    return Binding(row.key_subject, SCOPE, "crossings.Identification", "vouched_by", str(row.id))


def written(answers: Mapping[str, str]) -> bytes:
    """The answers, filled up to whole blocks."""
    text = json.dumps(dict(answers)).encode()
    return text.ljust(-(-len(text) // BLOCK) * BLOCK)


def read(text: bytes) -> dict[str, str]:
    """What `written` wrote."""
    return {str(name): str(said) for name, said in json.loads(text).items()}
