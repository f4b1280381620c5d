"""Older ways of writing workbooks, as rows that the converter of today takes.

`select_one_external` with the sheet `external_choices`, `cascading_select` with the sheet
`cascades`, lists in a sheet `columns`: phones get an ordinary select from them, and need no file
beside the form. Rows keep the number that they have in the author's sheet.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.workbook import Row, Workbook

_EXTERNAL = re.compile(r"select[ _](?:one|1)[ _]external\s+(\S+)", re.IGNORECASE)
_CASCADE = re.compile(r"cascading[ _]select\s+(\S+)", re.IGNORECASE)
_BESIDE = "external_"  # a list of both sheets may have one name
_LIST = ("list_name", "list name")  # headers


@dataclass(frozen=True, slots=True)
class Modern:
    """The sheets to convert; `rows` has the row of the author's survey for each row here."""

    sheets: Mapping[str, Sequence[Row]]
    rows: Sequence[int]


def modern(book: Workbook) -> Modern:
    """The sheets as they are written today. FormError for a cascade that is not there."""
    sheets = {name: list(rows) for name, rows in book.sheets.items()}
    if "columns" in sheets:
        sheets["choices"] = [*sheets.get("choices", ()), *sheets.pop("columns")]
    survey, rows = [], []
    for number, row in enumerate(sheets.get("survey", ()), start=2):
        made = list(_questions(row, number, sheets.get("cascades", ())))
        survey += made
        rows += [number] * len(made)
    lists = [*_external(sheets), *_levels(sheets, survey)]
    sheets["survey"] = [_plain(row) for row in survey]
    sheets.pop("cascades", None)
    sheets.pop("external_choices", None)
    if lists:
        _require_single(sheets)
        column = _column(book.headers.get("choices", ()))
        named = [{column: name, **row} for name, row in lists]
        sheets["choices"] = [*sheets.get("choices", ()), *named]
        sheets["settings"] = [_allowing(sheets.get("settings", ()))]
    return Modern(sheets, rows)


def _plain(row: Row) -> Row:
    """The row of a question, its external list an ordinary one."""
    found = _EXTERNAL.fullmatch(row.get("type", "").strip())
    plain = {name: cell for name, cell in row.items() if name != _LEVELS}
    return {**plain, "type": f"select_one {_BESIDE}{found[1]}"} if found else plain


def _external(sheets: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Row]]:
    """(List, row) of the sheet `external_choices`, in lists of a name of their own."""
    for row in sheets.get("external_choices", ()):
        if name := _list_of(row):
            rest = {each: cell for each, cell in row.items() if not _is_list(each)}
            shown = any(each.partition(":")[0].strip().lower() == "label" for each in rest)
            yield f"{_BESIDE}{name}", rest if shown else {**rest, "label": rest.get("name", "")}


def _is_list(header: str) -> bool:
    return header.strip().lower() in _LIST


def _list_of(row: Row) -> str:
    return next((cell for header, cell in row.items() if _is_list(header)), "").strip()


def _column(headers: Sequence[str]) -> str:
    """How the sheet of choices calls its lists; two names for it are refused."""
    return next(filter(_is_list, headers), _LIST[0])


# A question of a cascade carries, until the choices are made, which columns it was made of.
_LEVELS = "\0levels"


def _questions(row: Row, number: int, cascades: Sequence[Row]) -> Iterator[Row]:
    """The questions of a row: one, or those of a cascade, each filtered by the ones before it."""
    found = _CASCADE.fullmatch(row.get("type", "").strip())
    if not found:
        yield row
        return
    labels = next((each for each in cascades if each.get("name") == "label"), {})
    columns = [each for each in labels if each != "name"]
    if found[1] not in columns:
        raise FormError(
            Problem("list_unknown", values={"list": found[1]}, sheet="survey", row=number)
        )
    levels = columns[: columns.index(found[1]) + 1]
    names = [f"{row['name']}_{level}" for level in levels[:-1]] + [row["name"]]
    for at, level in enumerate(levels):
        before = zip(levels[:at], names[:at], strict=True)
        yield {
            **row,
            "type": f"select_one {_BESIDE}{level}",
            "name": names[at],
            "label": labels[level],
            "choice_filter": " and ".join(f"{column} = ${{{name}}}" for column, name in before),
            _LEVELS: " ".join(levels[: at + 1]),
        }


def _levels(
    sheets: Mapping[str, Sequence[Row]], survey: Sequence[Row]
) -> Iterator[tuple[str, Row]]:
    """(List, row) of the choices of cascades: each once under the choices above it."""
    wanted = dict.fromkeys(row[_LEVELS] for row in survey if _LEVELS in row)
    for levels in (tuple(each.split()) for each in wanted):
        told: set[tuple[str, ...]] = set()
        for row in sheets.get("cascades", ()):
            path = tuple(_word(row.get(level, "")) for level in levels)
            if row.get("name") == "choice_label" and all(path) and path not in told:
                told.add(path)
                above = dict(zip(levels[:-1], path[:-1], strict=True))
                own = {"name": path[-1], "label": row[levels[-1]]}
                yield f"{_BESIDE}{levels[-1]}", {**own, **above}


def _word(label: str) -> str:
    return re.sub(r"\W+", "_", label.strip()).strip("_")


def _require_single(sheets: Mapping[str, Sequence[Row]]) -> None:
    """A name stands once in a list of `choices`, unless the author allows otherwise."""
    settings: Row = next(iter(sheets.get("settings", ())), {})
    if settings.get("allow_choice_duplicates", "").strip().lower() in ("yes", "true"):
        return
    told: set[tuple[str, str]] = set()
    for number, row in enumerate(sheets.get("choices", ()), start=2):
        name = _list_of(row)
        if name and (name, row.get("name", "")) in told:
            raise FormError(Problem("choice_twice", sheet="choices", row=number))
        told.add((name, row.get("name", "")))


def _allowing(settings: Sequence[Row]) -> Row:
    """Lists of places have the same name under two others: the filter tells them apart."""
    return {**next(iter(settings), {}), "allow_choice_duplicates": "yes"}
