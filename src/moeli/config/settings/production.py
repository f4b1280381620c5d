"""A post or headquarters: TLS here or in front, the secret key in a file that must exist."""

from moeli.config.settings.base import *  # noqa: F403 -- settings build on one another
from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.logs import logging_as
from moeli.config.settings.parts.places import HOME
from moeli.config.settings.parts.secret import must_exist
from moeli.config.settings.parts.watch import MOELI_CERTIFICATE

SECRET_KEY = must_exist(HOME)
MOELI_KEYS_MUST_EXIST = True  # `./moeli setup` makes them; a lost one is never replaced in silence
_HOSTS = (told(HOME, "hosts") or "localhost").split(",")
# The machine itself asks /healthz and /metrics by these two names.
ALLOWED_HOSTS = [*_HOSTS, "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _HOSTS]
LOGGING = logging_as("json_lines", "INFO")

SECURE_SSL_REDIRECT = True
# A phone that came without TLS is told so, and led nowhere: OpenRosa wants no redirects.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$", r"^openrosa/"]
# With a certificate of our own no proxy stands in front, and anybody could send the header.
SECURE_PROXY_SSL_HEADER = None if MOELI_CERTIFICATE else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
