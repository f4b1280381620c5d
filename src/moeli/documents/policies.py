"""Who may take pictures, ask the expert, answer, and read what was learnt."""

from moeli.platform.access.policy import Policy

TAKING = Policy(action="picture.take", place_field="place")
ASKING = Policy(action="examination.ask", place_field="place")
ANSWERING = Policy(action="examination.answer", place_field="place")
LEARNING = Policy(action="lesson.read")
