"""One version with its content and signature, as it travels to a post by any transport.

A line of JSON, then the content's bytes. The signature covers what the line says and, by its
hash, the content; whatever else a carrier adds or loses is found out.
"""

import json
from dataclasses import dataclass
from typing import Any

from moeli.platform.errors import MoeliError
from moeli.platform.publications import contents
from moeli.platform.publications.errors import PublicationError
from moeli.platform.publications.models import Version
from moeli.platform.publications.projectors import version_of
from moeli.platform.publications.sealing import address

_MARK = b"moeli.publication.bundle.v1\n"
_LONGEST_LINE = 4_000
LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """A version as received: not yet believed."""

    version: Version
    content: bytes

    def is_sound(self, trusted_key: bytes) -> bool:
        """Whether the key with these 32 bytes signed exactly this version and content."""
        version = self.version
        signed = version.statement().signed_by(trusted_key, bytes(version.signature))
        return signed and address(self.content) == version.content_id


def to_bytes(version: Version) -> bytes:
    """The bundle of `version`. It is not encrypted: the transport sees to that."""
    line = json.dumps({"id": str(version.id), **described(version)}, sort_keys=True)
    return _MARK + line.encode() + b"\n" + contents.opened(version.content_id)


def from_bytes(bundle: bytes) -> Bundle:
    """What a bundle says. Raises MoeliError `publication_unreadable`."""
    if not bundle.startswith(_MARK) or len(bundle) > LARGEST:
        raise MoeliError(PublicationError.UNREADABLE)
    end = bundle.find(b"\n", len(_MARK), len(_MARK) + _LONGEST_LINE)
    try:
        said = json.loads(bundle[len(_MARK) : end])
        version = version_of(said["id"], said)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise MoeliError(PublicationError.UNREADABLE) from error
    return Bundle(version, bundle[end + 1 :])


def described(version: Version) -> dict[str, Any]:
    """The signed particulars of a version as JSON values; `version_of` reads them back."""
    return {
        "node": str(version.node),
        "channel": version.channel,
        "number": version.number,
        "sha256": version.content_id,
        "effective_from": version.effective_from.isoformat(),
        "published_at": version.published_at.isoformat(),
        "restores": version.restores,
        "previous": bytes(version.previous).hex(),
        "signature": bytes(version.signature).hex(),
        "public_key": bytes(version.public_key).hex(),
    }
