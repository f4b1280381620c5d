"""Who may read, stage, publish and acknowledge: a channel is the same for all places."""

from moeli.platform.access.policy import Policy

READING = Policy(action="publication.read")
ACKNOWLEDGING = Policy(action="publication.acknowledge")
FOR_POST = Policy(action="publication.acknowledge_for_post", place_field="place")
