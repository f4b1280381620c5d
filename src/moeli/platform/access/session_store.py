"""Sessions as Django keeps them in the database, found in words kept ready: every request asks."""

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from moeli.platform.prepared import Asked, Prepared

_STANDING = Prepared(
    lambda: Session.objects.filter(session_key=Asked("key"), expire_date__gt=Now())
)


class SessionStore(Kept):
    """Django's own but for the look-up; when a session has ended is the database's clock to say."""

    def _get_session_from_db(self) -> Session | None:
        found = _STANDING.first(key=self.session_key)
        if found is None:
            self._session_key = None
        return found
