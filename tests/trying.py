"""How many examples a property is tried with: some in the ordinary run, all with --long."""

from hypothesis import settings

_ALL = 100
_FEWEST = 5


def examples(count: int) -> int:
    """`count` with --long, a quarter of it otherwise."""
    return max(_FEWEST, count * settings.default.max_examples // _ALL)
