"""The demonstration's phones: one lost, one that sent runs and something that was set aside."""

import pytest

from moeli.demo import forms, people, phones
from moeli.forms.models import Run
from moeli.forms.openrosa.models import AppUser, Submission
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from moeli.platform.notices.models import Notice
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    people.load()
    forms.load()
    phones.load()


def page(username: str, address: str) -> str:
    return signed_in(User.objects.get(username=username)).get(address).content.decode()


@pytest.mark.usefixtures("loaded")
def test_two_became_runs_one_waits_and_its_supervisor_is_told() -> None:
    assert list(Submission.objects.order_by("received_at").values_list("state", "reason")) == [
        ("run", ""),
        ("run", ""),
        ("waits", "unfit"),
    ]
    assert Run.objects.filter(how="phone").count() == 2
    assert sorted(each.revoked_at is None for each in AppUser.objects.all()) == [False, True]
    assert Notice.objects.get(kind="submission.set_aside").place == "MSB"
    assert verify().sound


@pytest.mark.usefixtures("loaded")
def test_the_pages_have_something_to_show() -> None:
    assert "In use" in page("administrator", "/forms/phones/")
    assert "Look at a vehicle" in page("supervisor.maseru", "/forms/phones/set-aside/")
    assert "set aside" in page("supervisor.maseru", "/notices/")
    assert "Look at a vehicle" in page("officer.maseru", "/forms/")
    assert "A 4411" not in page("supervisor.maseru", "/forms/phones/set-aside/")
