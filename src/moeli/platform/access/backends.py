"""Checking a user name and a password."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from moeli.platform.access.models import User
from moeli.platform.access.open_accounts import may_sign_in
from moeli.platform.prepared import Asked, Prepared

_ACTIVE = Prepared(lambda: User.objects.filter(id=Asked("id"), is_active=True))


class PersonBackend(BaseBackend):
    """People with an open account, by user name and password.

    An unknown name and a closed account cost one password check like any other, so that the time
    an answer takes does not tell which names exist.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: object,
    ) -> User | None:
        """The person, or None."""
        if username is None or password is None:
            return None
        person = User.objects.filter(username=username.strip().lower(), is_active=True).first()
        if person is None or not may_sign_in(person):
            make_password(password)
            return None
        return person if person.check_password(password) else None

    def get_user(self, user_id: UUID) -> User | None:
        """The person of a session, as long as her account is open."""
        person = _ACTIVE.first(id=user_id)
        return person if person and may_sign_in(person) else None
