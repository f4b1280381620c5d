"""Who may hold a file back from deletion. Who may open it, the room knows whose record it is."""

from moeli.platform.access.policy import Policy

HOLDING = Policy(action="blob.hold", place_field="place")
