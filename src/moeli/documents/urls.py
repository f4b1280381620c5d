"""Addresses of the expert desk and of what was learnt there."""

from django.urls import path

from moeli.documents.views import lessons, questions

urlpatterns = [
    path("questions/", questions.listed, name="expert_questions"),
    path("questions/<uuid:examination_id>/", questions.look, name="expert_question"),
    path("questions/<uuid:examination_id>/answer/", questions.answer, name="expert_answer"),
    path("altered/", lessons.listed, name="lessons"),
]
