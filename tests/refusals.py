"""Says in one line that a call is refused, and with which code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from moeli.platform.errors import MoeliError


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[MoeliError]]:
    """Expects the block to raise the foreseen error of this code."""
    with pytest.raises(MoeliError) as caught:
        yield caught
    assert caught.value.code == code
