"""A migration that does what it should."""
