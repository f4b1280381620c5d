"""The tests: a home folder of their own, made anew, and gone afterwards."""

import atexit
import os
import shutil
import tempfile

os.environ["MOELI_HOME"] = tempfile.mkdtemp(prefix="moeli-test-")
atexit.register(shutil.rmtree, os.environ["MOELI_HOME"], ignore_errors=True)

from moeli.config.settings.base import *  # noqa: E402, F403 -- the home folder comes first
from moeli.config.settings.base import DATABASES, STORAGES  # noqa: E402 -- the same
from moeli.config.settings.parts.logs import logging_as  # noqa: E402 -- the same
from moeli.config.settings.parts.places import HOME  # noqa: E402 -- the same

SECRET_KEY = "only-for-tests"  # noqa: S105 -- no secret: the tests' sessions end with the tests
MOELI_DEMO_ACCOUNTS = True
LOGGING = logging_as("plain_lines", "NOTSET")  # the root's level, which `caplog` sets, holds
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, which the threads of a test can share; in memory they lock one another out.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
WHITENOISE_AUTOREFRESH = True
