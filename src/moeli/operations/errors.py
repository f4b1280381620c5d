"""What looking after an installation may have to say, to the administrator at the command line."""

from moeli.platform.errors import ErrorCode


class OperationsError(ErrorCode):
    """Sentences of serving, saving, restoring and upgrading."""

    BUSY = "busy", "%(what)s is in use: %(who)s. Wait for its end, or stop it, then try again.", 409
    PRACTICE_HOME = (
        "practice_home",
        "%(folder)s cannot be the home of a practice desk: it holds something else, or lies in the "
        "live home or around it. Name an empty folder of its own.",
        409,
    )
    NO_TARGET = (
        "backup_no_target",
        "Nobody said where backups go. Name a folder on another device: ./moeli backup --to DIR, "
        "or backup_to in moeli.toml.",
        409,
    )
    NO_RECIPIENT = (
        "backup_no_recipient",
        "There is no key to encrypt backups to. Make one once, on a stick that is then put away: "
        "./moeli backup --new-key FILE.",
        409,
    )
    BAD_RECIPIENT = "backup_bad_recipient", "backup_recipient is no age public key (age1…).", 409
    KEY_EXISTS = (
        "backup_key_exists",
        "%(file)s exists and was not touched. Name a new file for the offline key.",
        409,
    )
    NOT_WRITTEN = (
        "backup_not_written",
        "The backup was not written: %(why)s. Earlier backups stand as they were.",
        500,
    )
    UNREADABLE = "backup_unreadable", "The backup cannot be used: %(why)s.", 409
    BAD_KEY = "backup_bad_key", "%(file)s holds no age secret key (AGE-SECRET-KEY-1…).", 409
    NOT_EMPTY = (
        "restore_not_empty",
        "%(home)s is not empty; nothing was touched. Name an empty folder, or add --replace: what "
        "is there now is then kept beside it.",
        409,
    )
    MOUNT_POINT = (
        "restore_mount_point",
        "%(home)s is a disk of its own, which cannot be exchanged whole. Name a folder on it.",
        409,
    )
    DIFFERS = (
        "restore_differs",
        "What was restored is not what was saved: %(what)s. Nothing was put in place.",
        500,
    )
    OTHER_ENGINE = (
        "restore_other_engine",
        "The backup is of %(saved)s, and this installation is set to %(here)s. Set "
        "MOELI_DATABASE_URL to a database of the same kind, or unset it for SQLite.",
        409,
    )
    UPGRADE_FAILED = (
        "upgrade_failed",
        "The upgrade stopped: %(why)s. %(now)s.",
        500,
    )
    SETUP_ANSWER = "setup_answer", "%(question)s: %(why)s.", 409
    NO_AUTHORITY = (
        "no_authority",
        "There is no site CA in %(folder)s. Make it first: ./moeli certificate --new-authority.",
        409,
    )
    BAD_PASSPHRASE = "bad_passphrase", "The passphrase does not open the site CA's key.", 409
    SHORT_PASSPHRASE = (
        "short_passphrase",
        "A passphrase of the site CA has 16 characters or more.",
        409,
    )
    BAD_HOST = "bad_host", "%(host)s is no host name and no IP address.", 409
