"""The offline key: backups are encrypted to its public half; the secret half lies in a drawer."""

from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from moeli.operations.errors import OperationsError
from moeli.platform import keyfiles
from moeli.platform.errors import MoeliError

_PREFIX = "AGE-SECRET-KEY-1"


def new_key(file: Path) -> str:
    """Make an offline key in `file` (mode 600, the form of age-keygen); returns its public half.

    Raises MoeliError `backup_key_exists`; OSError when the file cannot be written.
    """
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    text = f"# Moeli, offline key of the backups\n# public key: {public}\n{identity}\n"
    try:
        keyfiles.write(file, text.encode())
    except FileExistsError as error:
        raise MoeliError(OperationsError.KEY_EXISTS, file=file) from error
    return public


def identity_in(file: Path) -> x25519.Identity:
    """The secret key in `file`. Raises MoeliError `backup_bad_key`, or `key_file`."""
    lines = keyfiles.read(file).decode(errors="replace").splitlines()
    secrets = [line.strip() for line in lines if line.startswith(_PREFIX)]
    try:
        return x25519.Identity.from_str(secrets[0])
    except (IndexError, IdentityError) as error:
        raise MoeliError(OperationsError.BAD_KEY, file=file.name) from error


def recipient(public: str) -> x25519.Recipient:
    """The public half. Raises MoeliError `backup_no_recipient` or `backup_bad_recipient`."""
    if not public:
        raise MoeliError(OperationsError.NO_RECIPIENT)
    try:
        return x25519.Recipient.from_str(public)
    except RecipientError as error:
        raise MoeliError(OperationsError.BAD_RECIPIENT) from error
