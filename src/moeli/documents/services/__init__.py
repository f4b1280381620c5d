"""What desks and experts do with pictures and questions. The verbs' projectors write the rows."""

from moeli.documents.services.answering import Answered, answer_question
from moeli.documents.services.asking import ask_expert
from moeli.documents.services.inspecting import (
    Said,
    inspect_by_hand,
    inspect_picture,
    picture_into_party,
)
from moeli.documents.services.keeping import Desk, Look, keep_file, look_at_frame, make_ready
from moeli.documents.services.scanning import take_scans

__all__ = [
    "Answered",
    "Desk",
    "Look",
    "Said",
    "answer_question",
    "ask_expert",
    "inspect_by_hand",
    "inspect_picture",
    "keep_file",
    "look_at_frame",
    "make_ready",
    "picture_into_party",
    "take_scans",
]
