"""Keeping contents under their hash, and opening them. What is there is not written again."""

from moeli.platform.keyring import services as keyring
from moeli.platform.publications.models import Content
from moeli.platform.publications.sealing import address, content_binding


def keep(content: bytes) -> str:
    """Keep `content`, sealed; returns its SHA-256. Done twice it changes nothing."""
    sha256 = address(content)
    if not Content.objects.filter(sha256=sha256).exists():
        sealed = keyring.seal(content_binding(sha256), content)
        Content.objects.get_or_create(
            sha256=sha256, defaults={"sealed": sealed, "size": len(content)}
        )
    return sha256


def opened(sha256: str) -> bytes:
    """The bytes whose SHA-256 is `sha256`. Raises Content.DoesNotExist, or MoeliError when sealed.

    What is opened is hashed again: a content that is not what its address says is never given out.
    """
    row = Content.objects.get(sha256=sha256)
    content = keyring.unseal(content_binding(sha256), bytes(row.sealed))
    if address(content) != sha256:
        raise RuntimeError("a content is not what its address says")
    return content
