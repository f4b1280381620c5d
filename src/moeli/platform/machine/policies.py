"""Who may look after devices, and who may let one act for her, at which places."""

from moeli.platform.access.policy import Policy

DEVICES = Policy(action="device.enrol", place_field="place")
LENDING = Policy(action="device.lend", place_field="place")
