"""Addresses of the room. What is scanned is posted; no address ever holds it."""

from django.urls import path

from moeli.desk.views import capture, inspection

urlpatterns = [
    path("", capture.desk, name="desk"),
    path("inspections/<uuid:inspection_id>/", inspection.look, name="inspection"),
    path("inspections/<uuid:inspection_id>/decision/", inspection.decide, name="decision"),
]
