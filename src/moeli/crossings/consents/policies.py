"""Who may record standing consent, and who may end one."""

from moeli.platform.access.policy import Policy

RECORDING = Policy(action="consent.record", place_field="place")
WITHDRAWING = Policy(action="consent.withdraw", place_field="place")
