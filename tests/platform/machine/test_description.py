"""What /api/v1/openapi.json says of a value is what is checked: inside it passes, outside not."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from moeli.config.door import door
from moeli.crossings.schemas import GROUND_PATTERN, DecisionIn, RefusalIn
from moeli.desk.schemas import LONGEST_ZONE, ZONE_PATTERN, InspectionIn
from moeli.platform import clock
from moeli.platform.machine.problems import MEDIA_TYPE
from moeli.platform.machine.schemas import CODE_PATTERN, UUID_PATTERN, CodeIn
from moeli.ports import directory
from moeli.ports.schemas import PLACE_PATTERN
from moeli.standards import icao9303

WHOLE = ZONE_PATTERN.removesuffix("$") + r"\Z"


def description() -> dict[str, Any]:
    return json.loads(json.dumps(door.get_openapi_schema(), default=str))  # type: ignore[no-any-return]  # JSON


def passes(shape: Any, value: dict[str, object]) -> bool:
    try:
        TypeAdapter(shape).validate_python(value)
    except ValidationError:
        return False
    return True


@given(zone=st.from_regex(WHOLE))
def test_every_zone_of_the_pattern_is_read_with_a_number(zone: str) -> None:
    assert len(zone) <= LONGEST_ZONE
    assert passes(InspectionIn, {"zone": zone, "direction": "entry"})
    read = icao9303.read(icao9303.split_zone(zone), clock.today())
    assert read.format
    assert read.document_number


@given(zone=st.text(max_size=100) | st.from_regex(WHOLE).map(lambda zone: zone[:-1]))
@example(zone="A" * 44 + "\n" + "A" * 44 + "\n")
@example(zone="A" * 44 + "\r\n" + "A" * 44)
@example(zone="A" * 44 + "\n" + "<" * 44)
@example(zone="a" * 44 + "\n" + "A" * 44)
def test_no_other_zone_passes(zone: str) -> None:
    inside = bool(re.fullmatch(ZONE_PATTERN.strip("^$"), zone))
    assert passes(InspectionIn, {"zone": zone, "direction": "entry"}) == inside


@given(text=st.text(max_size=14) | st.from_regex(CODE_PATTERN.replace("$", r"\Z")))
def test_a_code_passes_by_its_pattern(text: str) -> None:
    assert passes(CodeIn, {"code": text}) == bool(re.fullmatch(CODE_PATTERN.strip("^$"), text))


@given(text=st.text(max_size=45) | st.from_regex(GROUND_PATTERN.replace("$", r"\Z")))
def test_a_ground_passes_by_its_pattern(text: str) -> None:
    inside = bool(re.fullmatch(GROUND_PATTERN.strip("^$"), text))
    assert passes(RefusalIn, {"outcome": "refused", "ground": text}) == inside


@pytest.mark.parametrize(
    ("body", "inside"),
    [
        ({"outcome": "admitted"}, True),
        ({"outcome": "admitted", "ground": "x"}, False),
        ({"outcome": "refused"}, False),
        ({"outcome": "refused", "ground": "x"}, True),
        ({"outcome": "released"}, False),
        ({}, False),
    ],
)
def test_only_a_refusal_names_a_ground(body: dict[str, object], inside: bool) -> None:
    assert passes(DecisionIn, body) == inside


def test_the_patterns_stand_in_the_description() -> None:
    text = json.dumps(description())
    for pattern in (ZONE_PATTERN, CODE_PATTERN, GROUND_PATTERN, UUID_PATTERN, PLACE_PATTERN):
        assert json.dumps(pattern) in text


def test_every_port_has_a_code_of_the_pattern() -> None:
    assert all(re.fullmatch(PLACE_PATTERN, port.code) for port in directory.all_ports())


def test_every_error_is_a_problem_and_every_operation_needs_a_device() -> None:
    for operations in description()["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"DeviceToken": []}]
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == [MEDIA_TYPE]


def test_no_shape_that_is_sent_takes_a_field_it_does_not_name() -> None:
    shapes = description()["components"]["schemas"]
    assert {
        name for name, each in shapes.items() if each.get("additionalProperties") is not False
    } == set()


@pytest.mark.django_db
def test_the_description_needs_no_token(client: Any) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
