"""The rows that the verbs of this room stand for; applied again, they change nothing."""
