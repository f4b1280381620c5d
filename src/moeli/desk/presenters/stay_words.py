"""Classes of traveller, documents, steps, doubts and problems of a stay, in the officer's words.

Who reads the screen upside down learns nothing from it: protection is the letter R.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moeli.crossings.accepted_documents import DocumentKind, Verdict
from moeli.crossings.stay import StayProblem
from moeli.crossings.travellers import TravellerClass
from moeli.crossings.visits import Doubt

PROTECTED = {TravellerClass.REFUGEE, TravellerClass.ASYLUM_SEEKER}

TRAVELLERS: dict[TravellerClass, Promise | str] = {
    TravellerClass.CITIZEN: _("Citizen"),
    TravellerClass.VISITOR: _("Visitor"),
    TravellerClass.TRADER: _("Trader"),
    TravellerClass.TRANSIT: _("In transit"),
    TravellerClass.CREW: _("Crew"),
    TravellerClass.FREQUENT: _("Frequent traveller, six-month permit"),
    TravellerClass.PERMIT_HOLDER: _("Holder of a special or exemption permit"),
    TravellerClass.MINER: _("Miner"),
    TravellerClass.LEARNER: _("Learner"),
    TravellerClass.WORKER: _("Worker"),
    TravellerClass.STUDENT: _("Student"),
    TravellerClass.RESIDENT: _("Resident"),
    TravellerClass.DIPLOMAT: _("Diplomat or official"),
    TravellerClass.REFUGEE: "R",
    TravellerClass.ASYLUM_SEEKER: "R",
}

DOCUMENTS: dict[DocumentKind, Promise] = {
    DocumentKind.PASSPORT: _("Passport"),
    DocumentKind.EXPIRED_PASSPORT: _("Passport, expired"),
    DocumentKind.IDENTITY_CARD: _("Identity card"),
    DocumentKind.EMERGENCY_CERTIFICATE: _("Emergency certificate"),
    DocumentKind.LAISSEZ_PASSER: _("Laissez-passer"),
    DocumentKind.LOCAL_BORDER_PASS: _("Local border pass"),
    DocumentKind.COLLECTIVE_PASSPORT: _("Collective passport"),
    DocumentKind.SCHOOL_LIST: _("List of a school"),
    DocumentKind.BIRTH_CERTIFICATE: _("Birth certificate"),
    DocumentKind.CHIEFS_LETTER: _("Letter of a chief"),
    DocumentKind.REFUGEE_DOCUMENT: _("Travel document (R)"),
    DocumentKind.ASYLUM_PAPER: _("Paper (R)"),
    DocumentKind.CREW_CARD: _("Crew member certificate"),
    DocumentKind.RESIDENCE_CARD: _("Residence permit card"),
    DocumentKind.VISA_SHEET: _("Visa"),
    DocumentKind.NONE: _("Document of an unknown kind"),
}

VERDICTS: dict[Verdict, tuple[Promise, str]] = {
    Verdict.ACCEPTED: (_("Accepted"), "good"),
    Verdict.WITH: (_("Accepted with another paper"), "warn"),
    Verdict.REFER: (_("A second officer looks"), "warn"),
    Verdict.IDENTIFY: (_("Identify the person"), "warn"),
}

NEEDS: dict[str, Promise] = {
    "valid_passport": _("a valid passport"),
    "leader_passport": _("the passport of the leader"),
    "photo_card": _("a card with a photograph for each person"),
    "teacher_passport": _("the passport of the teacher"),
    "consent": _("the consent of the parents"),
    "parent_document": _("the document of the parent who goes along"),
}

PROBLEMS: dict[StayProblem, tuple[Promise, str]] = {
    StayProblem.VISA_MISSING: (
        _("No visa or permit is recorded here. Record the one in the document."),
        "warn",
    ),
    StayProblem.VISA_USED: (
        _("The single entry of the visa was used already. Look for another visa or permit."),
        "warn",
    ),
    StayProblem.PERMIT_ENDED: (_("The permit or visa has ended. Look for a newer one."), "warn"),
    StayProblem.DAYS_USED_UP: (_("The days of the rule are used up."), "bad"),
    StayProblem.STAY_EXCEEDED: (_("Stay exceeded: the records are complete."), "bad"),
    StayProblem.TO_BE_CHECKED: (
        _("To be checked: by what is known the stay is too long, but that proves nothing."),
        "warn",
    ),
    StayProblem.ENTRY_MISSING: (
        _("No entry is recorded for this document. Declare the last stamp if there is one."),
        "neutral",
    ),
    StayProblem.EXIT_MISSING: (
        _("An earlier entry is recorded and no exit after it."),
        "neutral",
    ),
    StayProblem.PROTECTION: (_("R: refer. This traveller is not refused."), "wait"),
}

DOUBTS: dict[Doubt, Promise] = {
    Doubt.NOT_LIVE: _(
        "Not every port keeps records here yet, or not since then: a missing record proves nothing."
    ),
    Doubt.OUTAGE: _("A port was closed by an event in that time: a missing record proves nothing."),
    Doubt.DECLARED: _("The visit begins with a stamp that was seen, not with a record."),
    Doubt.HISTORY_CLOSED: _("Earlier crossings are not shown to you here: none is counted."),
}

STEPS: dict[str, Promise] = {
    "first_day": _("First day of the visit: %(day)s, which counts"),
    "days_of_rule": _("Days of the rule: %(number)s"),
    "window": _("In any %(number)s days; the window reaches back to %(day)s"),
    "days_before": _("Days of it used before this visit: %(number)s"),
    "permit_ends": _("The permit or visa ends: %(day)s"),
    "lengthened": _("A permit that began during the visit lengthens it to %(day)s"),
    "last_day": _("Last day: %(day)s"),
    "used": _("Days used up to today: %(number)s"),
}
