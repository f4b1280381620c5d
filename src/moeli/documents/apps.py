"""Django's view of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The app that holds pictures of documents and the expert desk."""

    name = "moeli.documents"
    label = "moeli_documents"
