"""Read with the text parser of `fastmrz`, its reader of pictures left aside."""

from collections.abc import Sequence

from answering import serve
from fastmrz import FastMRZ

_READER = FastMRZ()


def accepts(lines: Sequence[str], _name: str) -> bool:
    """Whether it gives the details of the zone with the status of success."""
    details = _READER.get_details("\n".join(lines), input_type="text")
    return details.get("status") == "SUCCESS"


serve(accepts)
