"""The commuters' way at the desk: scan and one key, for whom nothing at all is to be asked.

A scan decides nothing here either. Who is not clean in every respect gets the whole inspection,
and the page does not say why: the same sentence stands there whatever the reason.
"""

from datetime import date

from django.http import HttpRequest

from moeli.crossings import tables
from moeli.crossings.accepted_documents import Verdict
from moeli.crossings.capture import How
from moeli.crossings.parties.holds import expired
from moeli.crossings.selectors import EarlierDecision, InspectionView, State
from moeli.crossings.standing import Standing
from moeli.crossings.stay import Basis
from moeli.crossings.stay_table import STAY
from moeli.desk.selectors import Console
from moeli.platform import clock

_MODE = "desk.commuters"
_NO_DAYS = {Basis.SCAN_ONLY, Basis.CITIZEN}


def choose(request: HttpRequest, *, on: bool) -> None:
    """Begin or end the commuters' way at this desk; it ends by itself with her session."""
    if on:
        request.session[_MODE] = True
    else:
        request.session.pop(_MODE, None)


def chosen(request: HttpRequest) -> bool:
    """Whether she has chosen it."""
    return bool(request.session.get(_MODE))


def ready(console: Console) -> bool:
    """Whether the look at this traveller is complete as it stands: scanned, clean, scan only."""
    seen = console.inspection
    return (
        seen.state is State.OPEN
        and not console.hits
        and not console.names_unread
        and console.party is None
        and seen.how.by_machine
        and seen.how is not How.PHOTO_ASKED
        and not seen.history_withheld
        and _sound(seen)
        and _went_on(seen.earlier)
        and seen.standing is not None
        and _clean(seen.standing, _scan_only(clock.legal_day(seen.opened_at)))
    )


def _scan_only(day: date) -> frozenset[str]:
    return tables.scan_only_classes(STAY.on(day), day)


def _sound(seen: InspectionView) -> bool:
    document, day = seen.document, clock.legal_day(seen.opened_at)
    return document is not None and document.valid and not expired(document, day)


def _went_on(earlier: tuple[EarlierDecision, ...]) -> bool:
    """Whether the last decision on the document, if there is one, let its holder cross."""
    return not earlier or (earlier[0].outcome.crosses and not earlier[0].turned_back)


def _clean(standing: Standing, classes: frozenset[str]) -> bool:
    """A class that permit or document makes scan only; no question, no problem, no doubt."""
    stay = standing.stay
    return (
        standing.traveller in classes
        and stay.basis in _NO_DAYS
        and standing.document.verdict is Verdict.ACCEPTED
        and not (standing.minor and not standing.consented)
        and not (standing.stated or standing.protection or standing.fields)
        and not (stay.problems or stay.doubts or stay.alarm)
    )
