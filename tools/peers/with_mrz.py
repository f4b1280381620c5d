"""Read with the package `mrz`: it must be told the format, and knows no French card of 1988."""

from collections.abc import Sequence

from answering import serve
from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker

_CHECKERS = {
    "TD1": TD1CodeChecker,
    "TD2": TD2CodeChecker,
    "TD3": TD3CodeChecker,
    "MRV-A": MRVACodeChecker,
    "MRV-B": MRVBCodeChecker,
}


def accepts(lines: Sequence[str], name: str) -> bool:
    """Whether its checker for the format passes the zone; the fields are asked for as well."""
    checker = _CHECKERS[name]("\n".join(lines))
    checker.fields()
    return bool(checker)


serve(accepts)
