"""FastMRZ's text parser."""

from collections.abc import Sequence

from fastmrz import FastMRZ
from timing import answer

PARSER = FastMRZ()


def read(lines: Sequence[str]) -> bool:
    """Parse to its dictionary of fields."""
    return PARSER._parse_mrz("\n".join(lines)).get("status") == "SUCCESS"  # its only door for text


answer(lambda _format: read)
