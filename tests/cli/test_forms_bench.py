"""`./moeli bench forms`: each figure of its budget is there, with the budget beside it."""

import pytest

from moeli.cli.benches import forms
from moeli.standards import xforms


@pytest.mark.long
def test_every_figure_of_the_budget_is_told() -> None:
    rows = {row["work"]: row for row in forms.run(quick=True)["rows"]}
    assert rows["answered step, 200 questions"]["budget ms"] == "0.5"
    for work in ("loaded", "at most while loading", "a run"):
        assert rows[f"memory, 1000 questions: {work}"]["MB"] > 0
    timed = [row for row in rows.values() if "ms" in row]
    assert all(row["ms"] > 0 for row in timed)
    assert forms._BUDGETS[5_000] == ("2,000", "5")


def test_what_is_measured_is_a_form_in_two_languages() -> None:
    report = xforms.lint(forms.workbook_of(20))
    assert report.sound
    assert report.form is not None
    assert len(report.form.languages) == 2
    assert len(list(forms._memory(20))) == 3
