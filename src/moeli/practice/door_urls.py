"""The address on the live site."""

from django.urls import path

from moeli.practice.views import door

urlpatterns = [path("", door.door, name="practise")]
