"""What can go wrong when an alarm is answered, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class AlarmError(ErrorCode):
    """The anticipated errors of answering alarms."""

    OWN = (
        "own_alarm",
        _("This alarm is about your own decisions. Somebody else answers it: ask headquarters."),
        409,
    )
    ELSEWHERE = (
        "alarm_of_a_post",
        _("This alarm belongs to its post and is answered there. Ask the supervisor of the post."),
        409,
    )
    EXPLAINED = (
        "alarm_explained",
        _("A colleague has explained this alarm already. Open it again to read how."),
        409,
    )
    BAD_ANSWER = "bad_alarm_answer", _("Choose whether it is explained or followed up."), 400
    NO_MOTIVE = (
        "no_motive",
        _("Say in 5 to 500 characters what you found or who follows it up."),
        400,
    )
