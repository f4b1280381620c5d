"""Leaving the booth."""

from typing import Any

from allauth.account.views import LogoutView
from django.http import HttpRequest, HttpResponseBase


class SignOutView(LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Signs out and tells the browser to forget the pages; the booth's own cookie stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """End the session."""
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
