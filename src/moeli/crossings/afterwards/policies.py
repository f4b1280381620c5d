"""Who may withdraw a decision, and who may correct one."""

from moeli.platform.access.policy import Policy

WITHDRAWING = Policy(action="decision.make", place_field="inspection__place")
CORRECTING = Policy(action="decision.correct", place_field="inspection__place")
