"""A picture that was taken a moment ago: only such a one is shown, or begins an inspection."""

from uuid import UUID

from moeli.documents import rules
from moeli.documents.errors import DocumentError
from moeli.documents.models import Picture
from moeli.documents.policies import TAKING
from moeli.platform import clock
from moeli.platform.access.actor import Actor
from moeli.platform.errors import MoeliError, absent


def fresh(actor: Actor, place: str, picture_id: UUID, *, locked: bool = False) -> Picture:
    """The picture, if it was taken at this port lately.

    Raises MoeliError `absent` or `picture_stale`.
    """
    rows = Picture.objects.filter(TAKING.rows(actor), place=place)
    rows = rows.select_for_update() if locked else rows
    picture = rows.filter(id=picture_id).first()
    if picture is None:
        raise absent()
    most = rules.picture_time(clock.legal_day(picture.taken_at))
    if not picture.taken_at <= clock.now() <= picture.taken_at + most:
        raise MoeliError(DocumentError.STALE, minutes=most.total_seconds() // 60)
    return picture
