"""Who may open, see and decide inspections, and which rows that means."""

from moeli.platform.access.policy import Policy

OPENING = Policy(action="inspection.open", place_field="place")
DECIDING = Policy(action="decision.make", place_field="place")
HISTORY = Policy(action="history.read", place_field="place")
