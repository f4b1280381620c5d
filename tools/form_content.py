"""Writes the forms that Moeli brings along: a workbook from each readable source.

    python tools/form_content.py          write every workbook anew
    python tools/form_content.py check    tell which workbooks are not what their sources say

A source is `<form>/form.toml`, with long lists in CSV files beside it. The same source gives the
same bytes on every machine: no clock, no compression, no order of chance.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "src/moeli/forms/content"
LANGUAGES = {"en": "English (en)", "st": "Sesotho (st)"}
_PLAIN = (
    "type",
    "name",
    "required",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
    "parameters",
    "appearance",
    "default",
)
_SPOKEN = {"": "label", "hint_": "hint", "message_": "constraint_message"}
_NOTES = ("source", "sesotho_reviewed")
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDTHS = {"label": 60, "hint": 50, "relevant": 35, "calculation": 50, "source": 40}
Sheets = Mapping[str, list[list[str]]]


def sources() -> list[Path]:
    """The sources, one for each form."""
    return sorted(CONTENT.glob("*/form.toml"))


def workbook_of(source: Path) -> Path:
    """Where the workbook of a source lies."""
    return source.parent / f"{source.parent.name}.xlsx"


def built(source: Path) -> bytes:
    """The workbook that a source makes."""
    return _written(sheets(source))


def sheets(source: Path) -> Sheets:
    """The rows of each sheet, its header first."""
    told = tomllib.loads(source.read_text(encoding="utf-8"))
    choices = [dict(row, list=name) for name, rows in told["choices"].items() for row in rows]
    for name, file in told.get("lists", {}).items():
        choices += [dict(row, list=name) for row in _rows_of(source.with_name(file))]
    return {
        "survey": list(_survey(told["rows"])),
        "choices": list(_choices(choices)),
        "settings": list(_settings(told["form"])),
        "about": [["about"], *([line] for line in told["about"])],
    }


def _rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _survey(rows: Sequence[Mapping[str, str]]) -> Iterator[list[str]]:
    spoken = {
        f"{key}{code}": f"{column}::{language}"
        for key, column in _SPOKEN.items()
        for code, language in LANGUAGES.items()
    }
    yield [*_PLAIN[:2], *spoken.values(), *_PLAIN[2:], *_NOTES]
    for row in rows:
        _only_known(row, (*_PLAIN, *spoken, "source"))
        cells = [row.get(key, "") for key in (*_PLAIN[:2], *spoken, *_PLAIN[2:], "source")]
        yield [*cells, _reviewed(row)]


def _choices(rows: Sequence[Mapping[str, str]]) -> Iterator[list[str]]:
    extra = list(dict.fromkeys(key for row in rows for key in row))
    extra = [key for key in extra if key not in ("list", "name", "en", "st", "source")]
    labels = [f"label::{language}" for language in LANGUAGES.values()]
    yield ["list_name", "name", *labels, *extra, *_NOTES]
    for row in rows:
        keys = ("list", "name", *LANGUAGES, *extra, "source")
        yield [*(row.get(key, "") for key in keys), _reviewed(row)]


def _settings(form: Mapping[str, str]) -> Iterator[list[str]]:
    yield ["form_title", "form_id", "version", "scope", "default_language", *_NOTES[1:]]
    yield [form["title"], form["id"], form["version"], form["scope"], LANGUAGES["en"], "no"]


def _reviewed(row: Mapping[str, str]) -> str:
    return row.get("reviewed", "no") if any(row.get(key) for key in ("st", "hint_st")) else ""


def _only_known(row: Mapping[str, Any], known: Sequence[str]) -> None:
    unknown = set(row) - set(known)
    if unknown:
        raise ValueError(f"{row.get('name')}: no column is called {', '.join(sorted(unknown))}")


def _written(content: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Moeli"
    for title, rows in content.items():
        _laid(book.create_sheet(title), rows)
    raw = BytesIO()
    book.save(raw)
    return _without_time(raw)


def _laid(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        sheet.append([cell or None for cell in row])
    for column, heading in enumerate(rows[0], start=1):
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = _WIDTHS.get(heading.partition("::")[0], 18)
    sheet.freeze_panes = "A2"
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)


def _without_time(raw: BytesIO) -> bytes:
    """The same archive with one moment everywhere, and stored: compressors differ by machine."""
    told = BytesIO()
    with ZipFile(raw) as before, ZipFile(told, "w", ZIP_STORED) as after:
        for part in sorted(before.namelist()):
            content = _MOMENT.sub(rb"\g<1>2026-01-01T00:00:00Z", before.read(part))
            after.writestr(ZipInfo(part, (2026, 1, 1, 0, 0, 0)), content)
    return told.getvalue()


def stale() -> list[Path]:
    """Workbooks that are missing or not what their sources say."""
    return [
        workbook_of(source)
        for source in sources()
        if not workbook_of(source).is_file() or workbook_of(source).read_bytes() != built(source)
    ]


def main(words: Sequence[str]) -> int:
    """0 when every workbook is what its source says."""
    paths = stale()
    for path in paths:
        print(f"{path.relative_to(ROOT)} {'is stale' if words else 'is written'}")
    if words:
        return 1 if paths else 0
    for source in sources():
        workbook_of(source).write_bytes(built(source))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
