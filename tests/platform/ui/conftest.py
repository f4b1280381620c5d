"""Pages served by the room alone: its middleware, its addresses, no database."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

MIDDLEWARE = [
    "moeli.platform.ui.middleware.HeadersMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "moeli.platform.ui.middleware.ErrorPagesMiddleware",
]


@pytest.fixture
def browser(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "tests.platform.ui.pages"
    settings.MIDDLEWARE = MIDDLEWARE
    return Client(raise_request_exception=False)
