"""What must not be where the real desk runs."""

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as Fault
from django.db import Error
from django.utils.translation import gettext

from moeli.platform.access.models import User


@register(Tags.database)
def no_demo_accounts(
    databases: Sequence[str] | None = None, **_others: object
) -> list[CheckMessage]:
    """E001: open accounts whose password is printed, under settings that refuse them."""
    if settings.MOELI_DEMO_ACCOUNTS or not databases or "default" not in databases:
        return []
    try:
        count = User.objects.filter(demo=True, is_active=True).count()
    except Error:
        return []  # the tables are not there yet, or the database is away: other checks say so
    return [_found(count)] if count else []


def _found(count: int) -> CheckMessage:
    return Fault(
        gettext("%(count)d accounts of the demonstration are in this database.") % {"count": count},
        hint=gettext(
            "Their passwords are printed. Start with an empty home folder, or close them: People."
        ),
        id="moeli.access.E001",
    )
