"""Who may manage people, enrol booths, and let somebody in for a shift, at which places."""

from moeli.platform.access.policy import Policy

PEOPLE = Policy(action="people.manage")
BOOTHS = Policy(action="booth.enrol", place_field="place")
SHIFTS = Policy(action="shift.enrol", place_field="place")
SECONDING = Policy(action="shift.second", place_field="place")
