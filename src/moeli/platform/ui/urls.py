"""Addresses of the house itself."""

from django.urls import path

from moeli.platform.ui import views

urlpatterns = [path("language/", views.language, name="language")]
