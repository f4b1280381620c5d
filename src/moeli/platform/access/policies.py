"""Who may manage people, and who may enrol booths, at which places."""

from moeli.platform.access.policy import Policy

PEOPLE = Policy(action="people.manage")
BOOTHS = Policy(action="booth.enrol", place_field="place")
