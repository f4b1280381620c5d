"""What the rooms above ask of the store of files."""

from moeli.platform.blobs.selectors import Opened, opened
from moeli.platform.blobs.services.holding import hold, release
from moeli.platform.blobs.services.keeping import Laid, keep, lay, register
from moeli.platform.blobs.services.pictures import KeptPicture, keep_picture, lay_picture
from moeli.platform.blobs.services.retiring import erase_subject

__all__ = [
    "KeptPicture",
    "Laid",
    "Opened",
    "erase_subject",
    "hold",
    "keep",
    "keep_picture",
    "lay",
    "lay_picture",
    "opened",
    "register",
    "release",
]
