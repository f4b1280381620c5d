"""Document, stay and what was asked, as one card of the inspection page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moeli.crossings import tables
from moeli.crossings.accepted_documents import Acceptance
from moeli.crossings.parties import rules as party_rules
from moeli.crossings.standing import Standing
from moeli.crossings.stay import Answer, Basis, PermitHeld, StayProblem, Step
from moeli.desk.presenters.stay_words import (
    DOCUMENTS,
    DOUBTS,
    NEEDS,
    PROBLEMS,
    STEPS,
    TRAVELLERS,
    VERDICTS,
)
from moeli.platform import clock
from moeli.platform.dated import DatedRow


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule by which something is said: what it says, where it stands, whether that was read."""

    label: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A sentence with the tone of its tag."""

    text: Promise | str
    tone: str


@dataclass(frozen=True, slots=True)
class StandingCard:
    """Everything on the card."""

    traveller: Promise | str
    permits: tuple[str, ...]
    document: Promise
    verdict: SaidLine
    beside: str
    headline: str
    counted: str
    problems: tuple[SaidLine, ...]
    doubts: tuple[Promise, ...]
    steps: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    unverified: bool
    asked: tuple[tuple[str, str], ...]
    asks: bool
    minor: bool


_MINOR = _("A minor: write down who goes along, and which paper shows the consent.")
_CONSENTED = _("A minor: standing consent holds for this port.")
_COUNTLESS: dict[Basis, Promise] = {
    Basis.CITIZEN: _("Citizen: no days are counted"),
    Basis.PROTECTION: _("Refer (R)"),
    Basis.SCAN_ONLY: _("Scan only: no stamp, no days"),
    Basis.NONE: _("A visa or permit is needed"),
}


def standing_card(standing: Standing) -> StandingCard:
    """The card of one traveller."""
    rules = _rules(standing)
    return StandingCard(
        traveller=TRAVELLERS[standing.traveller],
        permits=tuple(map(_permit, standing.permits)),
        document=DOCUMENTS[standing.document.document],
        verdict=SaidLine(*VERDICTS[standing.document.verdict]),
        beside=_beside(standing.document),
        headline=_headline(standing.stay),
        counted=_counted(standing.stay),
        problems=_problems(standing),
        doubts=tuple(DOUBTS[each] for each in standing.stay.doubts),
        steps=tuple(_step(each) for each in standing.stay.steps),
        rules=rules,
        unverified=any(not each.verified for each in rules),
        asked=_asked(standing),
        asks=bool(standing.fields),
        minor=standing.minor,
    )


def day_text(day: date) -> str:
    """A day as people here write it."""
    return date_format(day, "j M Y")


def _permit(permit: PermitHeld) -> str:
    """Its kind and its last day: what the rule of the card rests on."""
    row = tables.permit_kind(permit.kind)
    told = {"kind": row.label(get_language() or "en") if row else permit.kind}
    if permit.valid_to is None:
        return gettext("%(kind)s, no last day") % told
    told["day"] = day_text(permit.valid_to)
    if permit.valid_to < clock.today():
        return gettext("%(kind)s, ended %(day)s") % told
    return gettext("%(kind)s, until %(day)s") % told


def _headline(stay: Answer) -> str:
    if stay.basis in _COUNTLESS:
        return str(_COUNTLESS[stay.basis])
    if stay.basis is Basis.PERMIT or stay.days_left is None:
        return _by_permit(stay)
    if stay.days_over:
        told = {"days": stay.days_over}
        return ngettext("%(days)d day too long", "%(days)d days too long", stay.days_over) % told
    return ngettext("%(days)d day left", "%(days)d days left", stay.days_left) % {
        "days": stay.days_left
    }


def _by_permit(stay: Answer) -> str:
    if stay.basis is not Basis.PERMIT:
        return gettext("Days not known")
    if stay.last_day is None:
        return gettext("No last day")
    if StayProblem.PERMIT_ENDED in stay.problems:
        return gettext("Ended %(day)s") % {"day": day_text(stay.last_day)}
    return gettext("Until %(day)s") % {"day": day_text(stay.last_day)}


def _counted(stay: Answer) -> str:
    """The arithmetic in one line; the details hold each step."""
    if stay.last_day is None or stay.days_allowed is None:
        return ""
    told = {
        "allowed": stay.days_allowed,
        "used": stay.days_used or 0,
        "day": day_text(stay.last_day),
    }
    return gettext("%(used)d of %(allowed)d used, last day %(day)s") % told


def _problems(standing: Standing) -> tuple[SaidLine, ...]:
    found = [SaidLine(*PROBLEMS[each]) for each in standing.stay.problems]
    if standing.consent_missing:
        found.append(SaidLine(_MINOR, "warn"))
    if standing.consented:
        found.append(SaidLine(_CONSENTED, "good"))
    return tuple(found)


def _beside(document: Acceptance) -> str:
    return ", ".join(str(NEEDS[each]) for each in document.needs)


def _step(step: Step) -> str:
    told = {"day": day_text(step.day) if step.day else "", "number": step.number or 0}
    return str(STEPS[step.code]) % told


def _rules(standing: Standing) -> tuple[RuleLine, ...]:
    rows = (standing.document.rule, standing.stay.rule)
    return tuple(_rule(row) for row in rows if row)


def _rule(row: DatedRow) -> RuleLine:
    return RuleLine(row.label(get_language() or "en"), row.source, row.verified)


def _asked(standing: Standing) -> tuple[tuple[str, str], ...]:
    language = get_language() or "en"
    papers = {row.id: row.label(language) for row in party_rules.consent_papers(clock.today())} | {
        party_rules.NO_PAPER: str(_("None is shown"))
    }
    return tuple(
        (row.label(language), papers.get(said, said) if row.value["kind"] == "choice" else said)
        for row in standing.fields
        if (said := standing.answered.get(row.id))
    )
