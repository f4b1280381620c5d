"""What somebody plays is kept as a code and a seed; its documents can be shown and listed."""

import csv
import io
from datetime import date

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from moeli.crossings.parties import manifest
from moeli.practice import drawing, hands
from moeli.practice.hands import hand

DAY = date(2026, 11, 28)


def test_what_is_kept_is_drawn_again_from_its_seed() -> None:
    session = SessionStore()
    hands.keep(session, hand("bus", 5, DAY), DAY)
    again = hands.held(session)
    assert again
    assert again.travellers == hand("bus", 5, DAY).travellers
    hands.end(session)
    assert hands.held(session) is None


def test_a_session_holds_no_name_and_no_number() -> None:
    session = SessionStore()
    hands.keep(session, hand("citizen", 5, DAY), DAY)
    kept = str(dict(session.items()))
    for traveller in hand("citizen", 5, DAY).travellers:
        assert traveller.number not in kept
        assert traveller.holder.primary not in kept


kept = st.one_of(
    st.none(),
    st.text(),
    st.lists(st.integers()),
    st.dictionaries(
        st.sampled_from(["scene", "seed", "day"]), st.text() | st.integers() | st.none()
    ),
)


@given(kept)
def test_anything_else_in_the_session_is_nothing(value: object) -> None:
    session = SessionStore()
    session["practice.hand"] = value
    assert hands.held(session) is None


def test_a_page_is_a_small_picture_and_a_digit_that_does_not_fit_is_printed() -> None:
    played = hand("digit", 5, DAY)
    picture = drawing.page(played, 0)
    assert Image.open(io.BytesIO(picture)).size == (640, 450)
    assert len(picture) < 60_000
    assert played.travellers[0].lines != played.travellers[0].true
    with pytest.raises(IndexError):
        drawing.page(played, 1)


def test_the_list_of_a_bus_is_one_that_the_desk_reads_whole() -> None:
    played = hand("bus", 5, DAY)
    text = drawing.passengers(played)
    assert len(list(csv.DictReader(text.splitlines()))) == len(played.travellers)
    read = manifest.read(text.encode(), DAY)
    assert [each.zone for each in read.passengers] == [each.zone for each in played.travellers]
