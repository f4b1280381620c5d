"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from moeli.config.whole_bodies import WholeBodies
from moeli.forms.openrosa import LARGEST_REQUEST, PREFIX

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moeli.config.settings.dev")

application = WholeBodies(get_wsgi_application(), {PREFIX: LARGEST_REQUEST})
