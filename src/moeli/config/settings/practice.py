"""The practice desk: a site of its own beside the live one, in a home folder of its own.

Its cookies have other names, because browsers send one host's cookies to all of its ports.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from moeli.config.settings.base import *  # noqa: F403 -- settings build on one another
from moeli.config.settings.base import MIDDLEWARE, TEMPLATES
from moeli.config.settings.parts.database import sqlite
from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.places import HOME
from moeli.config.settings.parts.secret import made_at_first_start
from moeli.config.settings.parts.watch import MOELI_CERTIFICATE
from moeli.platform.node.description import is_practice

if not is_practice(HOME):
    raise ImproperlyConfigured("This home folder is not marked as a practice desk's.")

MOELI_PRACTICE = True
MOELI_PRACTICE_HOME = None  # it knows of no other site
MOELI_DEMO_ACCOUNTS = True  # its own accounts, which have no password that anybody knows
SECRET_KEY = made_at_first_start(HOME)

DATABASES = {"default": sqlite()}
MOELI_ANCHOR_COPY = HOME / "second-place" / "anchors.jsonl"
MOELI_BACKUP_TO = None
MOELI_TRANSIT_ADDRESS = MOELI_TRANSIT_TOKEN_FILE = MOELI_TRANSIT_CA = ""
MOELI_NOTICE_MAIL = MOELI_NOTICE_SMS = ""

ROOT_URLCONF = "moeli.config.practice_urls"
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_NAME = "moeli_practice_session"
CSRF_COOKIE_NAME = "moeli_practice_csrf"
LANGUAGE_COOKIE_NAME = "moeli_practice_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(MOELI_CERTIFICATE)
ALLOWED_HOSTS = [*(told(HOME, "hosts") or "localhost").split(","), "localhost", "127.0.0.1"]

_LOCK = "moeli.platform.access.middleware.LockMiddleware"
_SEAT = "moeli.practice.middleware.SeatMiddleware"
MIDDLEWARE = [_SEAT if each == _LOCK else each for each in MIDDLEWARE]
_OPTIONS: Any = TEMPLATES[0]["OPTIONS"]
_OPTIONS["context_processors"].append("moeli.practice.context.tray")
