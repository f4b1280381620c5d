"""What can go wrong with forms and their runs, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class FormError(ErrorCode):
    """The anticipated errors of authoring and running."""

    REFUSED = (
        "form_refused",
        _("This form cannot be taken. Correct what is listed and upload it again."),
        400,
    )
    NOT_IN_FORCE = (
        "form_not_in_force",
        _("No edition of this form is in force today. Choose another form."),
        409,
    )
    ASKED_ON_PHONES = (
        "form_asked_on_phones",
        _("This form is filled in on a phone."),
        409,
    )
    ENDED = "form_run_ended", _("This run has ended. Its answers are no longer changed."), 409
    ANOTHER_TAB = (
        "form_another_tab",
        _(
            "This run went on in another window or by the back button. What you sent last was not"
            " kept: look at this page, which is the newest."
        ),
        409,
    )
    UNFINISHED = (
        "form_unfinished",
        _("Some answers are missing or do not fit. They are listed below."),
        409,
    )
    NO_SUCH_STEP = "form_no_such_step", _("The form asks this no longer. Go on from here."), 409
    TOO_LARGE = (
        "form_run_too_large",
        _("The answers of this run have become too many to keep. Finish it, or begin another."),
        409,
    )
    BROKEN = (
        "form_run_broken",
        _("What was kept of this run cannot be read with its edition. Abandon it and begin again."),
        409,
    )
    FILE_KIND = (
        "form_file_kind",
        _("This kind of file is not taken here. Send one of these: %(kinds)s."),
        415,
    )
    FILES_MANY = (
        "form_files_many",
        _("A run keeps %(most)s files at most. Take one away before you send another."),
        409,
    )
    ELSEWHERE = (
        "form_run_elsewhere",
        _("The answers of this run lie sealed at the post where they were given."),
        409,
    )
