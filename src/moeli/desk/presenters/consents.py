"""Standing consents for a document's holder, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moeli.crossings.consents import rules
from moeli.crossings.consents.selectors import ConsentView
from moeli.desk.consent_forms import BECAUSE
from moeli.desk.presenters.stay import day_text
from moeli.desk.presenters.words import port_name
from moeli.platform.dated import DatedRow

_EVERY_PORT = _("every port of entry")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent; `reasons` for which it may be ended, none for who may not."""

    id: UUID
    giver: str
    who: str
    paper: str
    port: str | Promise
    school: str
    first: str
    last: str
    reasons: tuple[tuple[str, Promise], ...]


def consent_row(consent: ConsentView) -> ConsentRow:
    """The consent on its page."""
    return ConsentRow(
        id=consent.id,
        giver=_label(rules.givers(consent.valid_from), consent.giver),
        who=consent.who,
        paper=_label(rules.papers(consent.valid_from), consent.paper),
        port=port_name(consent.port) if consent.port else _EVERY_PORT,
        school=consent.school,
        first=day_text(consent.valid_from),
        last=day_text(consent.valid_to),
        reasons=tuple(BECAUSE) if consent.may_withdraw else (),
    )


def _label(rows: Iterable[DatedRow], id: str) -> str:
    language = get_language() or "en"
    return next((row.label(language) for row in rows if row.id == id), id)
