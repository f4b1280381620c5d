"""The door for web servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from moeli.config.whole_bodies import WholeBodies
from moeli.forms.openrosa import LARGEST_REQUEST, PREFIX

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moeli.config.settings.dev")

_django = get_wsgi_application()
application = WholeBodies(_django, {PREFIX: LARGEST_REQUEST}, threads=settings.MOELI_THREADS)
