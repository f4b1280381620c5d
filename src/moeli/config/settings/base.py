"""What holds in all surroundings."""

from moeli.config.settings.parts.apps import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.database import databases
from moeli.config.settings.parts.key_service import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.language import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.logs import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.notices import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.places import ANCHOR_COPY, HOME
from moeli.config.settings.parts.queue import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.reading import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.sign_in import *  # noqa: F403 -- a topic's settings, whole
from moeli.config.settings.parts.watch import *  # noqa: F403 -- a topic's settings, whole
from moeli.platform.ui.security import CSP

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "moeli.config.urls"
WSGI_APPLICATION = "moeli.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MOELI_HOME = HOME
MOELI_ANCHOR_COPY = ANCHOR_COPY
MOELI_PRACTICE = False  # true in the settings of the practice desk alone
MOELI_KEYS_MUST_EXIST = False  # a demonstration and a developer's machine make them at first need

DATABASES = databases()

FORM_RENDERER = "moeli.platform.ui.renderer.FormRenderer"
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = CSP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 101  # a phone's answers and a hundred files beside them
MOELI_LARGEST_UPLOAD = 64_000_000  # bytes of one request, files included
# Of files in memory alone: a temporary file would hold what is sealed here in the clear.
FILE_UPLOAD_HANDLERS = [
    "moeli.platform.ui.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = MOELI_LARGEST_UPLOAD
# What is said once after an act. In a signed cookie, since in the session it would cost two writes
# to the disk for every traveller; so no message ever names a person or a document.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
