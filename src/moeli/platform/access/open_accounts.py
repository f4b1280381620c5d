"""Whether an account may sign in at all, asked wherever somebody proves who she is."""

from django.conf import settings

from moeli.platform.access.models import User


def may_sign_in(person: User) -> bool:
    """Whether the account is open; accounts of the demonstration are shut in production."""
    return person.is_active and (not person.demo or settings.MOELI_DEMO_ACCOUNTS)
