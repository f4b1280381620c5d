"""Settings by surroundings: dev (and demo), test, production; each starts from base."""
