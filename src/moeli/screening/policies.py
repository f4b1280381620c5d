"""Who may be told of matches, read the list and edit it: it is one list for all places."""

from moeli.platform.access.policy import Policy

MATCHING = Policy(action="hit.read")
READING = Policy(action="list.read")
EDITING = Policy(action="list.edit")
