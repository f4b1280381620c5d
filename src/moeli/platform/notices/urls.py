"""Addresses of notices."""

from django.urls import path

from moeli.platform.notices.views import contact, notices

urlpatterns = [
    path("", notices.look, name="notices"),
    path("contact/", contact.contact, name="notice_contact"),
    path("<uuid:notice_id>/acknowledge/", notices.acknowledge, name="notice_acknowledge"),
]
