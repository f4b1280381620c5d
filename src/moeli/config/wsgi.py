"""The house as a WSGI application, without what stands before it in `serving`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moeli.config.settings.dev")

application = get_wsgi_application()
