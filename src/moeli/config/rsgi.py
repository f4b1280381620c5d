"""The house as granian serves it, every address loaded before the first request comes."""

from django.conf import settings

from moeli.config import collecting
from moeli.config.serving.door import Door
from moeli.config.serving.memory import settle
from moeli.forms.openrosa import LARGEST_REQUEST, PREFIX
from moeli.platform.journal import anchors

with collecting.nothing():
    from moeli.config.wsgi import application as _django

    application = Door(
        _django,
        {PREFIX: LARGEST_REQUEST},
        threads=settings.MOELI_THREADS,
        most=settings.MOELI_LARGEST_UPLOAD,
    )
    anchors.leave_to_a_thread()
    settle()
