"""What this room shows to the house."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moeli.documents import projectors, telling
from moeli.documents.services import scanning
from moeli.platform.room import (
    Action,
    Agent,
    Listener,
    MenuEntry,
    NoticeKind,
    Reach,
    Recorded,
    RetentionClass,
    Room,
    Verb,
)

_TO_BE_SET = "To be set by the Department of Immigration; not verified"


def _kept(recorded: Recorded) -> str:
    return gettext("A picture of a document was kept: %(source)s") % {
        "source": recorded.body["source"]
    }


def _answered_characters(recorded: Recorded) -> str:
    differing = recorded.body["changes"]
    if differing is None:
        return gettext("The zone was typed beside a picture")
    return gettext("Characters of a picture were given by hand: %(count)d changed") % {
        "count": len(differing)
    }


def _asked(recorded: Recorded) -> str:
    return gettext("The expert was asked about a document")


def _answered(recorded: Recorded) -> str:
    return gettext("The expert answered about a document: %(verdict)s") % {
        "verdict": recorded.body["verdict"]
    }


def _lesson(recorded: Recorded) -> str:
    return gettext("A lesson about altered documents was written: %(group)s") % {
        "group": recorded.body["group"]
    }


ROOM = Room(
    code="documents",
    menu=(
        MenuEntry(
            _("Questioned documents"),
            "expert_questions",
            "examination.answer",
            order=17,
            hint=_("What desks ask about documents, and by when they need the answer"),
        ),
        MenuEntry(
            _("Altered documents"),
            "lessons",
            "lesson.read",
            order=18,
            hint=_("How documents were altered, as experts found"),
        ),
    ),
    actions=(
        Action("picture.take", _("Take a picture of a document at a desk and have it read")),
        Action("examination.ask", _("Ask the expert about a document that is being inspected")),
        Action("examination.answer", _("Answer about questioned documents and write lessons")),
        Action("lesson.read", _("Read how documents were altered")),
    ),
    verbs=(
        Verb("picture.kept", _("A picture of a document was kept"), _kept, projectors.picture_kept),
        Verb(
            "picture.answered",
            _("Characters of a picture were given by hand"),
            _answered_characters,
            projectors.picture_answered,
        ),
        Verb(
            "examination.asked",
            _("The expert was asked about a document"),
            _asked,
            projectors.examination_asked,
            Reach.UP,
        ),
        Verb(
            "examination.answered",
            _("The expert answered about a document"),
            _answered,
            projectors.examination_answered,
            Reach.DOWN,
        ),
        Verb(
            "lesson.written",
            _("A lesson about altered documents was written"),
            _lesson,
            projectors.lesson_written,
            Reach.DOWN,
        ),
    ),
    listeners=(
        Listener("inspection.opened", projectors.inspection_opened),
        Listener("examination.asked", telling.asked, on_import=True),
        Listener("examination.answered", telling.answered, on_import=True),
    ),
    agents=(
        Agent(
            "scanner",
            _("Take what page scanners left in the watched folder"),
            scanning.watch,
            rest=timedelta(seconds=0.5),
            setting="MOELI_SCANNER_FOLDER",
        ),
    ),
    notices=(
        NoticeKind(
            telling.TO_EXPERT,
            _("A desk asks about a document. Open “Questioned documents”: somebody waits."),
            role="document_examiner",
            escalate_to="immigration_hq",
            escalate_after=timedelta(minutes=60),
        ),
        NoticeKind(
            telling.TO_POST,
            _("The expert answered about a document. Open “Questioned documents” for the answer."),
            role="shift_supervisor",
        ),
    ),
    retention=(
        RetentionClass(
            "documents.picture",
            _("Pictures of documents: the file by its class, what was read with its month's key"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "documents.examination",
            _("Questions to the expert: erased with the keys of their months"),
            None,
            _TO_BE_SET,
        ),
        RetentionClass(
            "documents.lesson",
            _("How documents were altered: for ever, since nobody is named"),
            None,
            _TO_BE_SET,
        ),
    ),
)
