"""From a picture of a document to the lines of its machine-readable zone. Pure: no Django."""

from moeli.reading.images import PictureError, grey
from moeli.reading.judging import Doubt, Judged
from moeli.reading.reader import another, look, read
from moeli.reading.sight import Sight

__all__ = ["Doubt", "Judged", "PictureError", "Sight", "another", "grey", "look", "read"]
