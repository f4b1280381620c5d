"""The name field: primary identifier, two fillers, secondary identifier (Doc 9303-3, 4.6)."""

from typing import NamedTuple

_SEPARATOR = "<<"


class Name(NamedTuple):
    """The two identifiers; absent ones are None. `findings` are codes of `data/problems.toml`."""

    primary: str | None
    secondary: str | None
    truncated: bool
    findings: tuple[str, ...]


def read_name(field: str) -> Name:
    """The name in a name field. A field filled to its last position may be truncated."""
    head, _, tail = field.partition(_SEPARATOR)
    primary = head.replace("<", " ").strip()
    secondary = tail.strip("<")
    several = _SEPARATOR in secondary
    return Name(
        primary or None,
        _spaced(secondary) if secondary else None,
        field[-1:] != "<",
        _findings(field, several=several),
    )


def read_apart(primary: str, secondary: str) -> Name:
    """The name of a layout that keeps the identifiers in fields of their own."""
    truncated = primary[-1:] != "<" or secondary[-1:] != "<"
    findings = _findings(primary, several=False)
    if truncated and "name_truncated" not in findings:
        findings += ("name_truncated",)
    return Name(_spaced(primary) or None, _spaced(secondary) or None, truncated, findings)


def _findings(field: str, *, several: bool) -> tuple[str, ...]:
    if field[:1] != "<" and field[-1:] == "<" and not several:
        return ()
    found = (
        ("name_missing", field[:1] in ("<", "")),
        ("name_truncated", field[-1:] != "<"),
        ("name_separators", several),
    )
    return tuple(code for code, holds in found if holds)


def _spaced(field: str) -> str:
    return " ".join(field.replace("<", " ").split())
