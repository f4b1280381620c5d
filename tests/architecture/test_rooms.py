"""What every room owes the house: declared retention, granted actions, documented verbs."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from moeli.platform import room
from moeli.platform.errors import ErrorCode

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def our_models() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if each.__module__.startswith("moeli.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_each_model_declares_a_retention_class_that_a_room_explains(
    model: type[models.Model],
) -> None:
    assert getattr(model, "retention", None) in room.retention_classes()


def test_each_retention_class_is_used_by_a_model() -> None:
    used = {getattr(model, "retention", None) for model in our_models()}
    assert set(room.retention_classes()) == used


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_no_model_orders_its_rows_behind_the_reader(model: type[models.Model]) -> None:
    assert not model._meta.ordering


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_the_label_of_an_app_names_its_room(model: type[models.Model]) -> None:
    assert model._meta.app_label.startswith("moeli_")


def test_tables_of_others_are_listed_with_how_long_they_are_kept() -> None:
    text = (REFERENCE / "retention.md").read_text(encoding="utf-8")
    others = {each._meta.label for each in apps.get_models() if each not in our_models()}
    assert [label for label in sorted(others) if label not in text] == []


def test_codes_of_rooms_are_unique() -> None:
    assert len(room.verbs()) == sum(len(each.verbs) for each in room.rooms())
    assert len(room.actions()) == sum(len(each.actions) for each in room.rooms())


def test_each_menu_entry_and_listener_names_something_that_exists() -> None:
    for each in room.rooms():
        assert {entry.action for entry in each.menu} <= set(room.actions())
        heard = {listener.verb for listener in each.listeners} - {room.ANY_VERB}
        assert heard <= set(room.verbs())


def error_codes() -> list[ErrorCode]:
    return [member for enum in ErrorCode.__subclasses__() for member in enum]


@pytest.mark.parametrize("reason", error_codes(), ids=lambda reason: reason.code)
def test_each_error_is_one_sentence_for_a_person(reason: ErrorCode) -> None:
    sentence = str(reason.sentence)
    assert sentence.endswith(".")
    assert 400 <= reason.status < 600
