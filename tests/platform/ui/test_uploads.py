"""A request that uploads too much is stopped, whether it says so or not."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import Settings

from moeli.config.settings import base
from moeli.platform.ui.uploads import BoundedUpload


@pytest.fixture(autouse=True)
def small(settings: Settings) -> None:
    settings.MOELI_LARGEST_UPLOAD = 10_000


def test_an_upload_that_announces_too_much_is_a_page_that_says_so() -> None:
    answer = Client().post("/sign-in/", {"file": SimpleUploadedFile("x", b"A" * 20_000)})
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()


def test_an_upload_that_lies_about_its_length_is_stopped_on_the_way() -> None:
    handler = BoundedUpload()
    handler.handle_raw_input(None, {}, 10, "boundary")
    assert handler.receive_data_chunk(b"A" * 9_000, 0) == b"A" * 9_000
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"A" * 2_000, 9_000)


def test_a_large_file_stays_in_memory_and_no_temporary_file_is_made(settings: Settings) -> None:
    settings.MOELI_LARGEST_UPLOAD = base.MOELI_LARGEST_UPLOAD
    picture = SimpleUploadedFile("x.jpg", b"CANARY" * 1_000_000)
    file = RequestFactory().post("/", {"file": picture}).FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert file.size == 6_000_000
    assert base.FILE_UPLOAD_MAX_MEMORY_SIZE == base.MOELI_LARGEST_UPLOAD


@pytest.mark.django_db
def test_a_small_upload_passes() -> None:
    answer = Client().post("/sign-in/", {"file": SimpleUploadedFile("x", b"A" * 100)})
    assert answer.status_code == 200
