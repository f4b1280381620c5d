"""Addresses of the room."""

from django.urls import path

from moeli.ports import views

urlpatterns = [path("", views.ports, name="ports")]
