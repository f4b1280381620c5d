"""The house as granian serves it."""

from django.conf import settings

from moeli.config.serving.door import Door
from moeli.config.wsgi import application as _django
from moeli.forms.openrosa import LARGEST_REQUEST, PREFIX

application = Door(
    _django,
    {PREFIX: LARGEST_REQUEST},
    threads=settings.MOELI_THREADS,
    most=settings.MOELI_LARGEST_UPLOAD,
)
