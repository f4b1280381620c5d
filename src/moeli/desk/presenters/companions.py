"""Who goes with whom in a party: one form for all who need an adult and a paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moeli.crossings.consents.rules import givers
from moeli.crossings.parties import rules
from moeli.crossings.parties.papers import is_paper
from moeli.crossings.parties.selectors import MemberView, PartyView
from moeli.desk.presenters.words import holder_name
from moeli.platform import clock
from moeli.platform.dated import DatedRow

Sent = Mapping[str, str]
"""What was chosen in the form and could not be recorded: it stands there again."""
_PAIR = 2
MOST = 100  # rows of one form; those that still lack a paper come first


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list, chosen or not."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CompanionRow:
    """One who needs an adult: `papers` to choose from, `others` for an adult of her own.

    `said`: a paper, or that there is none, was entered; else the keys for all mean this one too,
    unless the row is `left` out.
    """

    id: UUID
    number: int
    name: str
    said: bool
    left: bool
    papers: tuple[Choice, ...]
    others: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class CompanionsForm:
    """The whole form; `adults` with one proposed, which nobody has said before it is saved.

    `others`: who may be the second parent; none where the party has one adult. One is proposed
    only where two go on: of a taxi's people nobody is anybody's parent before it is said.
    `meant` are how many the keys for all mean: those of whom nothing was said yet. `papers` are for
    them, with one proposed, `givers` who may have signed it; none where nobody is meant. `first` is
    the list where the papers begin, `left_out` how many rows do not fit in. `apart`: somebody was
    said to go with another adult. `signed_on` and `valid_to` of a paper as they were typed; `told`:
    something of it was.
    """

    adults: tuple[Choice, ...]
    others: tuple[Choice, ...]
    proposed: bool
    papers: tuple[Choice, ...]
    givers: tuple[Choice, ...]
    meant: int
    rows: tuple[CompanionRow, ...]
    first: str
    left_out: int
    apart: bool
    signed_on: str
    valid_to: str
    told: bool


def companions_form(party: PartyView, sent: Sent) -> CompanionsForm | None:
    """The form of an open party; None where nobody needs an adult."""
    young = [each for each in party.members if _needs(each)] if not party.closed_at else []
    if not young:
        return None
    able = [each for each in party.members if _able(each)]
    said = [each.adult for each in young if each.adult]
    usual = said[0] if said else (able[0].id if able else None)
    first = sent.get("adult", _text(usual))
    others = _text(_other(young, able, usual))
    papers = _offered(pair=len(able) > 1)
    shown = young if len(young) <= MOST else sorted(young, key=_complete)[:MOST]
    meant = sum(1 for each in shown if not each.consent)
    return CompanionsForm(
        adults=_adults(able, first),
        others=_adults(able, sent.get("other", others)) if len(able) > 1 else (),
        proposed=bool(able) and not said,
        papers=tuple(_for_all(papers, sent.get("for_all", rules.LETTER))) if meant else (),
        givers=tuple(_givers(sent.get("giver", ""))),
        meant=meant,
        rows=tuple(_row(each, able, usual, papers, sent) for each in shown),
        first=_first(shown),
        left_out=len(young) - len(shown),
        apart=any(each != usual for each in said)
        or any(sent.get(f"adult-{each.id}") for each in shown),
        signed_on=sent.get("signed_on", ""),
        valid_to=sent.get("valid_to", ""),
        told=any(sent.get(name) for name in ("giver", "signed_on", "valid_to")),
    )


def _other(
    young: Sequence[MemberView], able: Sequence[MemberView], usual: UUID | None
) -> UUID | None:
    """The second parent as it was said, or the only one who can be."""
    said = [each.other_parent for each in young if each.other_parent]
    if said:
        return said[0]
    pair = [each.id for each in able if not each.held]
    if usual not in pair or len(pair) != _PAIR:
        return None
    return next(each for each in pair if each != usual)


def _first(shown: Sequence[MemberView]) -> str:
    """Where the papers begin: the list for all while more than one lacks a paper, else a row."""
    missing = [each.id for each in shown if not each.consent]
    if len(missing) > 1:
        return "companions-paper"
    return f"consent-{missing[0] if missing else shown[0].id}"


def _needs(member: MemberView) -> bool:
    return member.minor and not member.decided and not member.picked_out


def _complete(member: MemberView) -> bool:
    return bool(member.adult and member.consent)


def _able(member: MemberView) -> bool:
    known = member.document is not None and member.document.birth_date is not None
    return known and not member.minor and not member.picked_out and not member.decided


def _row(
    member: MemberView,
    able: Sequence[MemberView],
    usual: UUID | None,
    papers: Sequence[tuple[int, DatedRow]],
    sent: Sent,
) -> CompanionRow:
    own = _text(member.adult if member.adult != usual else None)
    consent = sent.get(f"consent-{member.id}", member.consent or None)
    return CompanionRow(
        id=member.id,
        number=member.position,
        name=holder_name(member.document) if member.document else "",
        said=bool(member.consent),
        left=consent == "",
        papers=tuple(_papers(papers, consent or "")),
        others=_adults(able, sent.get(f"adult-{member.id}", own)),
    )


def _text(id: UUID | None) -> str:
    return str(id) if id else ""


def _adults(able: Sequence[MemberView], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(each.id), _named(each), str(each.id) == chosen) for each in able)


def _named(member: MemberView) -> str:
    name = holder_name(member.document) if member.document else ""
    return f"{member.position} {name}"


def _offered(*, pair: bool) -> Sequence[tuple[int, DatedRow]]:
    """The papers by number; that both parents are here is not offered of a lone adult."""
    rows = enumerate(rules.consent_papers(clock.today()), start=1)
    return [(number, row) for number, row in rows if pair or row.id != rules.PRESENT]


def _papers(rows: Sequence[tuple[int, DatedRow]], chosen: str) -> Iterable[Choice]:
    """A digit before each: that key chooses it in the list."""
    language = get_language() or "en"
    for number, row in rows:
        yield Choice(row.id, f"{number} {row.label(language)}", chosen=row.id == chosen)
    yield Choice(rules.NO_PAPER, f"0 {_('No paper')}", chosen=chosen == rules.NO_PAPER)


def _for_all(rows: Sequence[tuple[int, DatedRow]], chosen: str) -> Iterable[Choice]:
    """Papers only: that both parents are here, or that there is none, has a key or a row."""
    papers = [each for each in rows if is_paper(each[1].id)]
    return (each for each in _papers(papers, chosen) if each.value != rules.NO_PAPER)


def _givers(chosen: str) -> Iterable[Choice]:
    language = get_language() or "en"
    for row in givers(clock.today()):
        yield Choice(row.id, row.label(language), chosen=row.id == chosen)
