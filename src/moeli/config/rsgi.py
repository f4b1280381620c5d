"""The house as granian serves it, every address loaded before the first request comes."""

from django.conf import settings
from django.urls import get_resolver

from moeli.config import collecting
from moeli.config.serving.door import Door
from moeli.forms.openrosa import LARGEST_REQUEST, PREFIX

with collecting.nothing():
    from moeli.config.wsgi import application as _django  # first: it sets Django up
    from moeli.platform.journal import anchors
    from moeli.screening import holder_index

    application = Door(
        _django,
        {PREFIX: LARGEST_REQUEST},
        threads=settings.MOELI_THREADS,
        most=settings.MOELI_LARGEST_UPLOAD,
    )
    anchors.leave_to_a_thread()
    holder_index.keep_current()
    get_resolver().reverse_dict  # noqa: B018 -- asked for what it loads
