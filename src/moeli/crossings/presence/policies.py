"""Who sees alarms, and who answers them, at which places."""

from moeli.platform.access.policy import Policy

SEEING = Policy(action="alarm.read", place_field="place")
ANSWERING = Policy(action="alarm.answer", place_field="place")
