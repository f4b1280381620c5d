"""One family of anticipated errors: a stable code, a sentence with its data, a status."""

import pytest
from django.utils import translation

from moeli.platform.errors import ErrorCode, MoeliError, PlatformError, absent


class GateError(ErrorCode):
    """Codes of a gate."""

    SHUT = "shut", "Gate %(gate)s is shut.", 409


def test_the_sentence_names_the_data() -> None:
    error = MoeliError(GateError.SHUT, gate="7")
    assert (error.code, error.status, str(error)) == ("shut", 409, "Gate 7 is shut.")


def test_what_travels_in_tracebacks_is_the_code_and_never_the_data() -> None:
    assert MoeliError(GateError.SHUT, gate="7").args == ("shut",)


@pytest.mark.parametrize("language", ["en", "st"])
def test_the_code_is_the_same_in_every_language(language: str) -> None:
    with translation.override(language):
        assert PlatformError("unavailable") is PlatformError.UNAVAILABLE


def test_absent_and_not_yours_are_one_answer() -> None:
    assert (absent().code, absent().status) == ("absent", 404)
