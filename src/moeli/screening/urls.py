"""Addresses of the room. No address holds a document number."""

from django.urls import path

from moeli.screening.views import adding, entries, entry

urlpatterns = [
    path("documents/", entries.document_list, name="document_list"),
    path("documents/add/", adding.add, name="document_list_add"),
    path("documents/<uuid:listed_id>/", entry.look, name="document_list_entry"),
    path("documents/<uuid:listed_id>/number/", entry.number, name="document_list_number"),
    path("documents/<uuid:listed_id>/withdraw/", entry.withdraw, name="document_list_withdraw"),
]
