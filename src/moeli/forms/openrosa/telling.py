"""Telling whoever settles that a phone's answers were set aside; nobody and nothing is named.

One notice a phone while something of it waits: fifty answers of an old edition are one task.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moeli.forms.openrosa.models import Submission
from moeli.platform.notices.services import raise_notice, settle_notice
from moeli.platform.room import NoticeKind

SET_ASIDE = NoticeKind(
    "submission.set_aside",
    _("Answers from a phone were set aside. Open “Set aside from phones”: accept or discard them."),
    role="shift_supervisor",
    escalate_to="immigration_hq",
    escalate_after=timedelta(hours=24),
)


def set_aside(phone: UUID, place: str) -> None:
    """Something of this phone waits now, or something more."""
    raise_notice(kind=SET_ASIDE.code, place=place, cause=phone)


def settled(phone: UUID) -> None:
    """One thing of this phone was settled: when it was the last one, nobody is needed any more."""
    if not Submission.objects.filter(phone=phone, state="waits").exists():
        settle_notice(kind=SET_ASIDE.code, cause=phone)
