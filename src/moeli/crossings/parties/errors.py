"""What can go wrong with a party, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class PartyError(ErrorCode):
    """The anticipated errors of putting a party together and deciding it."""

    CLOSED = (
        "party_closed",
        _("This party was decided already. Begin a new one for those who come later."),
        409,
    )
    EMPTY = "party_empty", _("Nobody is in this party yet. Scan the first document."), 409
    FULL = "party_full", _("A party holds at most %(most)d people. Begin another one."), 409
    TWICE = (
        "party_twice",
        _("This document is in the party already. Scan the next one."),
        409,
    )
    OTHER_WAY = (
        "party_other_way",
        _("This inspection goes the other way than the party. Decide it by itself."),
        409,
    )
    NOT_ADULT = (
        "party_not_adult",
        _("Choose an adult who is still in the party, another one than the minor."),
        400,
    )
    ONE_PARENT = (
        "party_one_parent",
        _(
            "Both parents are here only where both are in the party. Choose the other one,"
            " or the paper of the parent who is absent."
        ),
        400,
    )
    PAPER_OVER = (
        "party_paper_over",
        _("This paper holds no longer. Ask for one that holds today, or choose that none does."),
        400,
    )
    PAPER_DATES = (
        "party_paper_dates",
        _("A paper is signed today or before, and holds from then on. Look at its dates again."),
        400,
    )
    BAD_GIVER = "party_bad_giver", _("Choose who signed the paper, or nobody."), 400
    BAD_CONSENT = "bad_consent", _("Choose which paper shows the consent, or that none does."), 400
    KEY_REUSED = (
        "party_key_reused",
        _("This request was already used for another party. Open the party again."),
        409,
    )
