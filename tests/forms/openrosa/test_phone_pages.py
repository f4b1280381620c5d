"""The administrator's phones, as forms and without scripts."""

import re

import pytest
from django.test import Client

from moeli.forms.openrosa.models import AppUser
from moeli.forms.openrosa.services import Issued, issue_phone
from moeli.platform.access.actor import SYSTEM
from moeli.platform.access.models import User
from tests.forms.conftest import Publish
from tests.forms.openrosa.phones import Phone
from tests.publishing import acting
from tests.refusals import refused
from tests.signing_in import person, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}")
PAGE = "/forms/phones/"


@pytest.fixture
def officer(publish: Publish) -> User:
    publish()
    return person("primary_officer", "MSB")


@pytest.fixture
def administrator(officer: User) -> Client:
    return signed_in(person("system_administrator"))


def wanted(officer: User, **other: object) -> dict[str, object]:
    return {
        "person": str(officer.id),
        "place": "MSB",
        "name": "Phone 3",
        "forms": ["few"],
        "days": 30,
        "way": "digest",
    } | other


def test_a_code_is_shown_once_and_lets_the_phone_in(administrator: Client, officer: User) -> None:
    assert "No phone was let in yet" in administrator.get(PAGE).content.decode()
    page = administrator.post(PAGE, wanted(officer)).content.decode()
    [password] = set(PASSWORD.findall(page))
    assert '<svg class="qr"' in page
    row = AppUser.objects.get()
    assert Phone(Issued(row, password)).get("formList").status_code == 200
    again = administrator.get(PAGE).content.decode()
    assert "In use" in again
    assert "A few questions" in again
    assert password not in again
    assert password.encode() not in bytes(row.secret)


def test_a_token_stands_in_the_address_and_is_called_a_secret(
    administrator: Client, officer: User
) -> None:
    page = administrator.post(PAGE, wanted(officer, way="token")).content.decode()
    [token] = set(re.findall(r"/openrosa/key/(mlp_[\w-]{43})", page))
    assert "This address is a secret" in page
    assert Phone(Issued(AppUser.objects.get(), token=token)).get("formList").status_code == 200


@pytest.mark.parametrize("field", ["person", "place", "name", "forms", "days", "way"])
def test_a_form_that_lacks_something_says_where(
    administrator: Client, officer: User, field: str
) -> None:
    answer = administrator.post(PAGE, wanted(officer, **{field: ""}))
    assert answer.status_code == 400
    assert f'href="#id_{field}' in answer.content.decode()
    assert not AppUser.objects.exists()


def test_what_the_service_refuses_is_said_at_its_field(
    administrator: Client, officer: User
) -> None:
    answer = administrator.post(PAGE, wanted(officer, days=999, place="SAP"))
    assert answer.status_code == 400
    assert "at most 180 days" in answer.content.decode()
    elsewhere = administrator.post(PAGE, wanted(officer, place="SAP"))
    assert "may not fill in forms at this place" in elsewhere.content.decode()


def test_it_is_taken_back_after_one_question(administrator: Client, officer: User) -> None:
    administrator.post(PAGE, wanted(officer))
    address = f"{PAGE}{AppUser.objects.get().id}/revoke/"
    assert "Take back the access of Phone 3" in administrator.get(address).content.decode()
    administrator.post(address)
    assert AppUser.objects.get().revoked_at
    assert "Taken back" in administrator.get(PAGE).content.decode()


@pytest.mark.parametrize("role", ["primary_officer", "shift_supervisor", "immigration_hq"])
def test_nobody_else_lets_a_phone_in(officer: User, role: str) -> None:
    other = acting(role, "MSB" if role != "immigration_hq" else "")
    with refused("absent"):
        issue_phone(actor=other, **wanted(officer))  # type: ignore[arg-type]  # as the page has it
    assert (
        signed_in(person(role, "MSB" if role != "immigration_hq" else "")).get(PAGE).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"place": "XXX"}, "phone_bad_place"),
        ({"name": "a\x00b"}, "phone_bad_name"),
        ({"name": " "}, "phone_bad_name"),
        ({"forms": []}, "phone_bad_forms"),
        ({"forms": ["few", "gone"]}, "phone_bad_forms"),
        ({"person": "nobody"}, "phone_bad_person"),
        ({"days": 0}, "phone_bad_days"),
        ({"way": "basic"}, "phone_bad_way"),
    ],
)
def test_each_thing_is_judged_by_the_service(
    officer: User, other: dict[str, object], code: str
) -> None:
    with refused(code):
        issue_phone(actor=SYSTEM, **wanted(officer, **other))  # type: ignore[arg-type]  # the same


def test_those_let_in_stand_before_those_taken_back(administrator: Client, officer: User) -> None:
    for name in ("Phone A", "Phone B"):
        administrator.post(PAGE, wanted(officer, name=name))
    administrator.post(f"{PAGE}{AppUser.objects.get(name='Phone A').id}/revoke/")
    page = administrator.get(PAGE).content.decode()
    assert page.index("Phone B") < page.index("Phone A")
