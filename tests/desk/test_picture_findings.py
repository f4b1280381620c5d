"""What the officer is told of a picture: a screen is named, and stops nothing."""

from datetime import date

from moeli.desk.presenters.picture_findings import findings
from moeli.documents.reading import Reading
from moeli.specimens.specimen import draw
from moeli.standards import icao9303

LINES = draw(7, format="TD3", dpi=75).lines
SCREEN = "This looks like a photograph of a screen: ask for the document itself."


def told(*, of_screen: bool) -> list[str]:
    read = Reading(LINES, True, True, (), False, (), of_screen=of_screen)
    document = icao9303.read(LINES, date(2026, 11, 25))
    return [str(each.text) for each in findings(read, document, (), None, LINES)]


def test_a_picture_of_a_screen_is_said_to_be_one_beside_all_else() -> None:
    assert told(of_screen=True) == ["All check digits agree.", SCREEN, *told(of_screen=False)[1:]]
    assert SCREEN not in told(of_screen=False)


def test_a_screen_leaves_the_reading_beyond_doubt() -> None:
    assert Reading(LINES, True, True, (), False, (), of_screen=True).beyond_doubt


def test_a_reading_that_was_kept_before_is_of_no_screen() -> None:
    kept = {"lines": LINES, "ok": True, "name_witnessed": True, "doubts": []}
    assert not Reading.told({**kept, "more_doubts": False, "zone": []}).of_screen
