"""Where the ciphertext of a content belongs: each content has a key of its own."""

import hashlib

from moeli.platform.vault.envelope import Binding

SCOPE = "publication"


def address(content: bytes) -> str:
    """The SHA-256 of the plain content, in hexadecimal: what versions and approvals name."""
    return hashlib.sha256(content).hexdigest()


def content_binding(sha256: str) -> Binding:
    """The place of a content in its row."""
    return Binding(f"content:{sha256}", SCOPE, "publications.Content", "sealed", sha256)
