"""Sessions as Django keeps them in the database, found in words kept ready: every request asks."""

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from moeli.platform.prepared import Asked, Prepared

_STANDING = Prepared(
    lambda: Session.objects.filter(session_key=Asked("key"), expire_date__gt=Asked("now"))
)


class SessionStore(Kept):
    """Django's own but for the look-up; when a session ends is Django's to say, and its clock's."""

    def _get_session_from_db(self) -> Session | None:
        found = _STANDING.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
