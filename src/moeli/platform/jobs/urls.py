"""Addresses of work in progress."""

from django.urls import path

from moeli.platform.jobs.views import work

urlpatterns = [
    path("", work.look, name="work"),
    path("<uuid:job_id>/cancel/", work.cancel, name="work_cancel"),
    path("<uuid:job_id>/retry/", work.retry, name="work_retry"),
]
