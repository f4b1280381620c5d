"""Who may see a party and who may decide it: whoever may do so with its inspections."""

from moeli.platform.access.policy import Policy

SEEING = Policy(action="inspection.open", place_field="place")
DECIDING = Policy(action="decision.make", place_field="place")
