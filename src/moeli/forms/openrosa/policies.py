"""Who lets phones in, and who looks at what was set aside, at which places."""

from moeli.platform.access.policy import Policy

PHONES = Policy(action="phone.issue", place_field="place")
SETTLING = Policy(action="submission.settle", place_field="place")
