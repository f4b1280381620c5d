"""What can go wrong with pictures and with questions to the expert, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class DocumentError(ErrorCode):
    """The anticipated errors of this room; those of the pictures themselves are the blobs'."""

    BUSY = (
        "reader_busy",
        _("Other desks' pictures are being read at this moment. Try again, or go on by hand."),
        503,
    )
    FRAME_TOO_LARGE = (
        "frame_too_large",
        _("The camera's picture is larger than this page sends. Load the page again."),
        413,
    )
    TWO_DOCUMENTS = (
        "two_documents",
        _("Two documents lie in the picture. Take a picture of each alone."),
        422,
    )
    STALE = (
        "picture_stale",
        _("This picture was taken more than %(minutes)d minutes ago. Take it again."),
        409,
    )
    UNREADABLE_ZONE = (
        "picture_zone",
        _("These lines are no zone of a travel document. Compare them with the picture."),
        400,
    )
    BAD_ANSWER = (
        "doubt_answer",
        _("Choose one of the characters, or type one letter, digit or filler (<)."),
        400,
    )
    MOTIVE_MISSING = (
        "question_motive",
        _("Choose at least one thing that makes the document questionable."),
        400,
    )
    MOTIVE_LONG = "question_long", _("Say it in up to %(most)d characters."), 400
    ALREADY_ASKED = (
        "already_questioned",
        _("The expert was asked about this document already. The answer comes to this desk."),
        409,
    )
    INSPECTION_OVER = (
        "question_too_late",
        _("This inspection is over. Scan the document again to ask about it."),
        409,
    )
    ALREADY_ANSWERED = "question_answered", _("This question was answered already."), 409
    BAD_VERDICT = "question_verdict", _("Choose what the document is."), 400
    NO_ALTERATION = (
        "question_group",
        _("Say what was altered: choose a group and describe it in a sentence."),
        400,
    )
    LESSON_PERSONAL = (
        "lesson_personal",
        _("The lesson names the document or its holder. Describe only how it was altered."),
        400,
    )
