"""Whether a document is accepted, and what is needed beside it: a dated table answers. Pure.

There is no answer that turns anybody away. What no row speaks of is referred to a second officer;
a Mosotho without any document is identified.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from moeli.crossings.outcomes import Direction
from moeli.crossings.travellers import Groups, TravellerClass, groups_of, speaks_of
from moeli.platform.dated import DatedRow


class DocumentKind(StrEnum):
    """The documents that travellers hold out, as the table names them."""

    PASSPORT = "passport"
    EXPIRED_PASSPORT = "expired_passport"
    IDENTITY_CARD = "identity_card"
    EMERGENCY_CERTIFICATE = "emergency_certificate"
    LAISSEZ_PASSER = "laissez_passer"
    LOCAL_BORDER_PASS = "local_border_pass"  # noqa: S105 -- a document, no password
    COLLECTIVE_PASSPORT = "collective_passport"
    SCHOOL_LIST = "school_list"
    BIRTH_CERTIFICATE = "birth_certificate"
    CHIEFS_LETTER = "chiefs_letter"
    REFUGEE_DOCUMENT = "refugee_document"
    ASYLUM_PAPER = "asylum_paper"
    CREW_CARD = "crew_card"
    RESIDENCE_CARD = "residence_card"
    VISA_SHEET = "visa_sheet"
    NONE = "none"


class Verdict(StrEnum):
    """What the table says of a document."""

    ACCEPTED = "accepted"
    WITH = "with"
    REFER = "refer"
    IDENTIFY = "identify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What somebody holds out, and who she is. `permit`: a permit in it is valid today."""

    document: DocumentKind
    nationality: str
    direction: Direction
    traveller: TravellerClass
    permit: bool = False


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The verdict and the row behind it; without a row the table does not speak of the document.

    `needs` are the papers that must lie beside it.
    """

    document: DocumentKind
    verdict: Verdict
    rule: DatedRow | None
    needs: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the rule was read at its source."""
        return self.rule is not None and self.rule.verified


_BY_CODE = {
    "PE": DocumentKind.EMERGENCY_CERTIFICATE,
    "PL": DocumentKind.LAISSEZ_PASSER,
    "PR": DocumentKind.REFUGEE_DOCUMENT,
    "PT": DocumentKind.REFUGEE_DOCUMENT,
    "PS": DocumentKind.REFUGEE_DOCUMENT,
    "AC": DocumentKind.CREW_CARD,
    "IR": DocumentKind.RESIDENCE_CARD,
}
_BY_FIRST_LETTER = {
    "P": DocumentKind.PASSPORT,
    "V": DocumentKind.VISA_SHEET,
    "I": DocumentKind.IDENTITY_CARD,
    "A": DocumentKind.IDENTITY_CARD,
    "C": DocumentKind.IDENTITY_CARD,
}


def kind_of(document_code: str, *, expired: bool = False) -> DocumentKind:
    """The kind of a document by the code in its zone (ICAO Doc 9303); NONE for no code at all."""
    kind = _BY_CODE.get(document_code) or _BY_FIRST_LETTER.get(document_code[:1])
    if kind is DocumentKind.PASSPORT and expired:
        return DocumentKind.EXPIRED_PASSPORT
    return kind or DocumentKind.NONE


def acceptance(rows: Iterable[DatedRow], held: Held, groups: Groups) -> Acceptance:
    """What the table, whose rows in force are handed in, says of the document held out."""
    fitting = sorted(
        (row for row in rows if _fits(row, held, groups)), key=lambda row: int(row.value["rank"])
    )
    if not fitting:
        return Acceptance(held.document, Verdict.REFER, None)
    rule = fitting[0]
    return Acceptance(held.document, Verdict(rule.value["verdict"]), rule, _needs(rule))


def documents_named(rows: Iterable[DatedRow]) -> Sequence[DocumentKind]:
    """Every kind of document that the rows speak of, once each, in their order."""
    return list(dict.fromkeys(DocumentKind(row.value["document"]) for row in rows))


def _fits(row: DatedRow, held: Held, groups: Groups) -> bool:
    value = row.value
    return (
        value["document"] == held.document
        and (not value.get("permit") or held.permit)
        and speaks_of(value, "nationalities", {held.nationality})
        and speaks_of(value, "groups", groups_of(held.nationality, groups))
        and speaks_of(value, "directions", {held.direction})
        and speaks_of(value, "classes", {held.traveller})
    )


def _needs(rule: DatedRow) -> tuple[str, ...]:
    return tuple(rule.value.get("needs", ()))
