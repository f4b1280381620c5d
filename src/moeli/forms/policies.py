"""Who may author, run and read forms."""

from moeli.platform.access.policy import Policy

AUTHORING = Policy(action="form.author")
RUNNING = Policy(action="form.run", place_field="place")
READING = Policy(action="form.read_runs", place_field="place")
