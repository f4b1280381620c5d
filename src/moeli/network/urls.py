"""Addresses of the room."""

from django.urls import path

from moeli.network import views

urlpatterns = [path("", views.network, name="network")]
