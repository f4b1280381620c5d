"""What the repository offers as drafts can be handed in at headquarters as it lies there."""

from datetime import date
from pathlib import Path

import pytest

from moeli.forms.editions import channel
from moeli.forms.editions.reading import read

CONTENT = Path(__file__).resolve().parents[3] / "src" / "moeli" / "forms" / "content"
WORKBOOKS = sorted(CONTENT.glob("*/*.xlsx"))
SCOPES = {
    "border-screening": "care",
    "identification-quiz": "form",
    "indicator-interview": "care",
    "readiness-survey": "form",
}


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.stem)
def test_a_draft_is_accepted_and_says_how_its_answers_are_sealed(workbook: Path) -> None:
    content = workbook.read_bytes()
    assert list(channel.any_kind().validate(content, date(2026, 12, 1))) == []
    edition = read(content)
    assert edition.form is not None
    assert edition.scope == SCOPES[edition.form.id]


def test_every_draft_is_among_them() -> None:
    assert len(WORKBOOKS) == len(SCOPES)
