"""The `mrz` package: its caller names the format."""

from collections.abc import Sequence

from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker
from timing import Reader, answer

CHECKERS = {
    "TD1": TD1CodeChecker,
    "TD2": TD2CodeChecker,
    "TD3": TD3CodeChecker,
    "MRV-A": MRVACodeChecker,
    "MRV-B": MRVBCodeChecker,
}


def reader_of(name: str) -> Reader | None:
    """A reader of one format; None for a format it does not know."""
    checker = CHECKERS.get(name)

    def read(lines: Sequence[str]) -> bool:
        checked = checker("\n".join(lines))
        checked.fields()
        return bool(checked)

    return read if checker else None


answer(reader_of)
