"""Who may record permits, and who may withdraw one."""

from moeli.platform.access.policy import Policy

RECORDING = Policy(action="permit.record", place_field="place")
WITHDRAWING = Policy(action="permit.withdraw", place_field="place")
