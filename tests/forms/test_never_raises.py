"""Whatever is sent for a page, the run answers with a sentence and keeps what it had."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moeli.forms import running
from moeli.forms.editions.reading import read
from moeli.forms.kept import Kept
from moeli.forms.running import MOVES, Act
from moeli.platform.errors import MoeliError
from moeli.standards import xforms
from tests.forms.sheets import CHOICES, sheets
from tests.forms.test_pages import EVERY
from tests.trying import examples

WORDS = st.text(max_size=12) | st.sampled_from(["yes", "no", "1", "25/11/2026", "OK", "0830", ""])


@pytest.fixture(scope="module")
def form() -> xforms.Form:
    survey = (
        *EVERY,
        ("begin_repeat", "again", "Again"),
        ("integer", "n", "Number"),
        ("end_repeat", ""),
    )
    return read(sheets(survey, CHOICES, form_id="every")).runnable


@given(data=st.data())
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_row_of_pages(form: xforms.Form, data: st.DataObject) -> None:
    kept, refused = running.begun(form, None), set[str]()
    for _ in range(6):
        session = running.resumed(form, kept)
        step = data.draw(st.sampled_from([session.current.key, *session.keys(), "/nowhere"]))
        places = [each.path for each in session.current.questions]
        shown = tuple(data.draw(st.lists(st.sampled_from([*places, "/x", "/every/code"]))))
        given_ = {path: tuple(data.draw(st.lists(WORDS, max_size=3))) for path in shown}
        move = data.draw(st.sampled_from(MOVES))
        act = Act(step, move, shown, given_, data.draw(WORDS))
        try:
            kept = running.taken(form, kept, act).kept
        except MoeliError as error:
            refused.add(error.code)
        assert Kept.from_bytes(kept.to_bytes()) == kept
    assert refused <= {"form_no_such_step"}
