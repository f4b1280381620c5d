"""A phone that was given the form `few`."""

import pytest

from tests.forms.conftest import Publish, author, morning, publish, second
from tests.forms.openrosa.phones import Phone, let_in

__all__ = ["author", "morning", "publish", "second"]


@pytest.fixture
def phone(publish: Publish) -> Phone:
    publish()
    return let_in(["few"])
