"""Who may ask a person without document, and who may be the second officer."""

from moeli.platform.access.policy import Policy

ASKING = Policy(action="inspection.open", place_field="place")
CONFIRMING = Policy(action="identification.confirm", place_field="place")
DECIDING = Policy(action="decision.make", place_field="place")
