"""Paper: a typst template and its words become a PDF, with the one vendored font (it has š)."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import typst

_STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA: a reader for the blind can read it


def pdf(template: bytes, words: Mapping[str, Any], made_at: datetime) -> bytes:
    """The PDF of `template`, which reads `words` from `sys.inputs.words` as JSON.

    Nothing is fetched, and no file but the template's own bytes is read: what is printed is in
    `words` alone. The same words at the same moment give the same bytes.
    """
    import typst  # loaded where paper is made: most processes make none

    return typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"words": json.dumps(dict(words), ensure_ascii=False)},
        pdf_standards=_STANDARD,
        timestamp=int(made_at.timestamp()),
    )


@cache
def _fonts() -> "typst.Fonts":
    """Read once a process."""
    import typst

    with as_file(files("moeli.platform.ui").joinpath("fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
