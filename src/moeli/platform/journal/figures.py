"""The journal in figures, for those who watch the machine: they count entries, never persons."""

from collections.abc import Iterator

from moeli.platform.journal.models import Anchor, Head


def entries() -> Iterator[tuple[str, float]]:
    """By node: the last sequence of its chain."""
    for head in Head.objects.all():
        yield str(head.node), float(head.sequence)


def uncopied() -> Iterator[tuple[str, float]]:
    """How many anchors the second place still lacks."""
    yield "anchors", float(Anchor.objects.filter(copied_at=None).count())
