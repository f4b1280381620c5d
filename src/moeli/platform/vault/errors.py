"""What the vault has to say when it cannot, or will not, seal."""

from django.utils.translation import gettext_lazy as _

from moeli.platform.errors import ErrorCode


class VaultError(ErrorCode):
    """Why nothing was sealed or wrapped."""

    UNREGISTERED = (
        "unregistered",
        _(
            "The vault does not know “%(name)s”, so nothing was done. "
            "Whoever looks after Moeli must register it."
        ),
        500,
    )
    KEY_SERVICE = "key_service", _("The key service cannot be used: %(why)s."), 503
    SHORT_PASSPHRASE = (
        "short_passphrase",
        _("A passphrase needs at least %(shortest)d characters. Several words are easy to keep."),
        400,
    )
    KEEPERS = (
        "keepers",
        _("An escrow needs at least two keepers of different names, and opens with any two."),
        400,
    )
