"""Who may admit nodes, carry batches and see how posts and headquarters stand."""

from moeli.platform.access.policy import Policy

ADMITTING = Policy(action="node.admit")
CARRYING = Policy(action="batch.carry")
WATCHING = Policy(action="node.watch")
