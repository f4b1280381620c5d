"""Who may write the notice of a refusal and note that a review is asked, and who may review."""

from moeli.platform.access.policy import Policy

REFUSING = Policy(action="decision.make", place_field="inspection__place")
REVIEWING = Policy(action="refusal.review", place_field="inspection__place")
