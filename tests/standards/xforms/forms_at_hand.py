"""Every form that the house has: brought along, of the corpus, drawn by chance."""

from collections.abc import Iterator
from pathlib import Path
from tomllib import loads

from moeli.cli.benches.forms import workbook_of
from tests.standards.xforms.drawn import drawn

HERE = Path(__file__).parent
CONTENT = HERE.parents[2] / "src" / "moeli" / "forms" / "content"


def workbooks() -> list[bytes]:
    """The Excel workbooks."""
    return [*(path.read_bytes() for path in sorted(CONTENT.glob("*/*.xlsx"))), workbook_of(40)]


def tables() -> Iterator[bytes]:
    """Sheets written as Markdown."""
    for path in sorted((HERE / "corpus").glob("*.toml")):
        for form in loads(path.read_text(encoding="utf-8"))["form"]:
            yield str(form["sheets"]).encode()
    yield (HERE / "cases" / "bilingual.md").read_bytes()
    yield from (drawn(seed).encode() for seed in range(60))
