"""What the keyring has to say when something stays closed."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class KeyringError(ErrorCode):
    """Why something sealed stays closed."""

    SHREDDED = "shredded", _("This was erased: its key no longer exists."), 410
    CLOSED = "closed", _("This cannot be opened: it was changed, moved or sealed elsewhere."), 500
    OTHER_KEY = (
        "other_key",
        _("A key that came from elsewhere names one that is kept here for something else."),
        409,
    )
    SEALED_TO_HEADQUARTERS = (
        "sealed_to_headquarters",
        _("Only headquarters opens this. A post has no key for it."),
        403,
    )
    PASSPHRASE = (
        "passphrase",
        _("This does not open with that passphrase. Type it again; capitals and spaces count."),
        403,
    )
    ESCROW = (
        "escrow",
        _(
            "The escrow does not open: one of the two passphrases is another, "
            "or the file is not whole. Nothing was changed."
        ),
        400,
    )
    KEY_IN_THE_WAY = (
        "key_in_the_way",
        _(
            "The key file %(file)s lies here already and is another one. Nothing was changed. "
            "Move it to a safe place first."
        ),
        409,
    )
    STILL_NEEDED = (
        "still_needed",
        _("Earlier master keys are still needed: %(why)s. Nothing was removed."),
        409,
    )
