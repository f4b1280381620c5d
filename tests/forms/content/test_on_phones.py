"""The worked runs beside JavaRosa, the engine of ODK Collect: the same submissions."""

import re
from pathlib import Path

import pytest

from tests.forms.content.conftest import Worked, report, worked
from tests.standards.xforms.test_phones import _lines, _plain, driver, javarosa, pytestmark

__all__ = ["driver", "pytestmark"]


@pytest.mark.parametrize("run", worked(), ids=lambda run: f"{run.form}-{run.case}")
def test_a_worked_run_submits_on_a_phone_what_it_submits_here(
    run: Worked, driver: Path, tmp_path: Path
) -> None:
    path = tmp_path / "form.xml"
    path.write_bytes(report(run.form).xform)
    # A phone's clock is today's, so a day that is yet to come cannot be written down here.
    given = {k: _typed(v) for k, v in run.answers.items() if not k.endswith("/again")}
    told = javarosa(driver, "walk", path, "".join(_lines(given)))
    assert _plain(told) == re.sub(r"<again>[^<]+</again>", "<again/>", _plain(run.submission))


def _typed(answer: object) -> str:
    return " ".join(answer) if isinstance(answer, list) else str(answer)
