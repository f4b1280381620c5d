"""A post or headquarters: TLS in front, the secret key in a file that must exist."""

import os

from moeli.config.settings.base import *  # noqa: F403 -- settings build on one another
from moeli.config.settings.parts.places import HOME
from moeli.config.settings.parts.secret import must_exist

SECRET_KEY = must_exist(HOME)
ALLOWED_HOSTS = os.environ.get("MOELI_HOSTS", "localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
