"""Addresses for machines that watch this one."""

from django.urls import path

from moeli.operations.watching.views import healthz, metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
]
