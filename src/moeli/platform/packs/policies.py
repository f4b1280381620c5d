"""Who may hand files out of the house. Which files, the room decides whose records they are."""

from moeli.platform.access.policy import Policy

HANDING = Policy(action="pack.make")
