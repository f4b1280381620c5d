"""A text of a form with its picture and sound, as templates show them."""

from collections.abc import Callable
from dataclasses import dataclass

from moeli.standards.xforms import Rendered

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Said:
    """`image` and `audio` are addresses of ours, empty where there is none."""

    text: str = ""
    image: str = ""
    audio: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.image or self.audio)


def said(words: Rendered, address: Address) -> Said:
    """The text; `address` gives where a file of this name is served."""
    image = words.media.get("big-image") or words.media.get("image", "")
    audio = words.media.get("audio", "")
    return Said(words.text, address(image) if image else "", address(audio) if audio else "")
