"""Pictures and sounds of a form: what each is by its content, how large it may be. Pure."""

from dataclasses import dataclass

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
)
_BOXED = (b"M4A ", b"M4B ")
LARGEST = {"image": 500_000, "audio": 2_000_000}  # bytes: a page of pictures on a bad link
IMAGE, AUDIO = "image", "audio"


@dataclass(frozen=True, slots=True)
class Media:
    """One file beside a form: its name there, its type by content, its bytes' number and hash."""

    name: str
    type: str
    size: int
    sha256: str

    @property
    def kind(self) -> str:
        """`image` or `audio`."""
        return self.type.partition("/")[0]


def type_of(content: bytes) -> str:
    """The media type that the content shows; empty for all that is neither picture nor sound.

    A drawing in SVG may hold programs, and a film is for no desk: both are not taken.
    """
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], "")
    if content[4:8] == b"ftyp" and content[8:12] in _BOXED:
        return "audio/mp4"
    return next((name for start, name in _STARTS if content.startswith(start)), "")
