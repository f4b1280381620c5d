"""What this room has to say about a form besides its linter, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.room import PublicationProblem

_SENTENCES = {
    "package_broken": _("The ZIP file is damaged or locked. Pack it again without a password."),
    "package_bomb": _("The ZIP file unpacks to far more than a form with pictures needs."),
    "package_twice": _("Two files of the ZIP file have the same name."),
    "package_form": _("The ZIP file holds more than one form. Pack each form by itself."),
    "package_empty": _("The ZIP file holds no form: put the workbook into it."),
    "media_unknown": _(
        "This file is neither a picture (JPEG, PNG, WebP) nor a sound (MP3, Ogg, WAV, M4A)."
    ),
    "media_large": _("A picture may have 500 kB and a sound 2 MB at most. Make it smaller."),
    "media_missing": _("The form names this picture or sound, and it is not in the ZIP file."),
    "media_film": _("The form shows a film. Pages here show pictures and play sounds only."),
    "scope_missing": _(
        "Say in the settings sheet, in a column called scope, how answers are sealed."
    ),
    "scope_unknown": _("Answers cannot be sealed under this scope. Choose one of those listed."),
    "bad_name": _(
        "Give the form a short form_id in the settings sheet: small letters, digits, - and _."
    ),
    "other_form": _("This is another form: its form_id is not that of the versions before it."),
    "asked_on_unknown": _("In the column asked_on of the settings sheet write phone, or nothing."),
    "sends_elsewhere": _(
        "The form tells phones to send their answers to another address. Take submission_url out"
        " of the settings sheet."
    ),
    "direction_mark": _("A hidden mark turns the direction of reading round."),
    "hidden_letter": _("There is a character that nobody can see."),
    "seen_by_all": _(
        "The title can be read by whoever stands at the desk. Choose words that tell nothing."
    ),
}


def problem(code: str, where: str = "") -> PublicationProblem:
    """The problem with its sentence; `where` names a file, a question or a sheet."""
    return PublicationProblem(code, _SENTENCES[code], where)
