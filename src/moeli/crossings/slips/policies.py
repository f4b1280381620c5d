"""Who may issue slips at the desk, and who may use them at the lane."""

from moeli.platform.access.policy import Policy

ISSUING = Policy(action="gate_slip.issue", place_field="place")
USING = Policy(action="gate_slip.use", place_field="place")
